package io.katka.sim;

import io.katka.spec.Foundation;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the platform keeps of a cluster: what it is, its notes, and who may change it. */
final class SimRecords {
  final Map<String, String> notes = new TreeMap<>();
  @Nullable Foundation foundation;
  @Nullable SimLock holder;
}
