package io.katka.k8s.internal.manifest;

import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arguments of {@code kafka-storage format} besides the configuration (KIP-853). */
final class FormatArguments {
  private FormatArguments() {}

  static List<String> of(ClusterFacts facts, NodeSpec node) {
    var arguments = new ArrayList<String>();
    // An id may start with a dash, so it must not stand alone.
    arguments.add("--cluster-id=" + facts.foundation().clusterId());
    String metadataVersion = node.revision().release().metadataVersion();
    if (!metadataVersion.isEmpty()) {
      arguments.add("--release-version=" + metadataVersion);
    }
    Map<Integer, String> voters = node.formatting().initialVoters();
    arguments.add(
        node.kind().isController() && voters.containsKey(node.id())
            ? "--initial-controllers=" + Controllers.initial(facts, voters)
            : "--no-initial-controllers");
    return arguments;
  }
}
