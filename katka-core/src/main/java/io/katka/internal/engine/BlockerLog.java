package io.katka.internal.engine;

import io.katka.error.Blocker;
import io.katka.event.BlockedSince;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers since when each blocker stands. */
final class BlockerLog {
  private final Map<Blocker, Instant> since = new LinkedHashMap<>();

  /** Takes the blockers of now; tells whether they are others than before. */
  boolean update(List<Blocker> blockers, Instant now) {
    boolean changed = since.keySet().retainAll(new HashSet<>(blockers));
    for (Blocker blocker : blockers) {
      changed |= since.putIfAbsent(blocker, now) == null;
    }
    return changed;
  }

  List<BlockedSince> current() {
    return since.entrySet().stream().map(e -> new BlockedSince(e.getKey(), e.getValue())).toList();
  }

  void clear() {
    since.clear();
  }
}
