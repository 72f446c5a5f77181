package io.katka.sim;

import io.katka.state.PlatformNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a driver sees of nodes. While its watch is dead that is what was there when it died; of a
 * node that it acts on it is told in the answer.
 */
final class SeenNodes {
  private final Map<Integer, PlatformNode> old = new HashMap<>();
  private long oldUntil;

  /** From now until then the driver goes on seeing this. */
  void freeze(List<PlatformNode> now, long until) {
    old.clear();
    now.forEach(node -> old.put(node.id(), node));
    oldUntil = until;
  }

  /** The driver has acted on a node. */
  void acted(int node) {
    old.remove(node);
  }

  List<PlatformNode> of(List<PlatformNode> now, long millis) {
    if (millis >= oldUntil) {
      return now;
    }
    var seen = new ArrayList<PlatformNode>();
    for (PlatformNode node : now) {
      seen.add(old.getOrDefault(node.id(), node));
    }
    return seen;
  }
}
