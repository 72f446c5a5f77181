package io.katka.internal.planner;

import io.katka.spec.ClusterSpec;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import java.util.Map;
import java.util.TreeMap;

/** What each kind of node runs, by the spec. */
final class Revisions {
  private Revisions() {}

  static Revision of(ClusterSpec spec, NodeKind kind, String pool) {
    boolean broker = kind.isBroker();
    Map<String, String> properties = new TreeMap<>();
    if (kind != NodeKind.ZOOKEEPER) {
      // Controllers place new topics by these too, so they stand in every node's file.
      properties.putAll(spec.config());
    }
    ResourcesSpec resources = ResourcesSpec.DEFAULT;
    if (broker) {
      NodePoolSpec poolSpec = spec.pool(pool);
      properties.putAll(poolSpec.config());
      resources = poolSpec.resources();
    }
    return new Revision(spec.release(), properties, DynamicConfig.keys(), resources);
  }
}
