package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.spec.NodeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The arguments of {@code kafka-storage format} for a node (KIP-853). */
final class FormatArguments {
  private FormatArguments() {}

  static List<String> of(
      NodeSpec node, String clusterId, Path properties, Map<Integer, NodePorts> ports) {
    var arguments = new ArrayList<>(List.of("format", "--config", properties.toString()));
    // An id may start with a dash, so it must not stand alone.
    arguments.add("--cluster-id=" + clusterId);
    String metadataVersion = node.revision().release().metadataVersion();
    if (!metadataVersion.isEmpty()) {
      arguments.add("--release-version=" + metadataVersion);
    }
    Map<Integer, String> voters = node.formatting().initialVoters();
    if (node.kind().isController() && voters.containsKey(node.id())) {
      arguments.add("--initial-controllers=" + voters(voters, ports));
    } else {
      arguments.add("--no-initial-controllers");
    }
    return arguments;
  }

  private static String voters(Map<Integer, String> voters, Map<Integer, NodePorts> ports) {
    return voters.entrySet().stream()
        .map(voter -> voter(voter.getKey(), voter.getValue(), ports))
        .collect(Collectors.joining(","));
  }

  private static String voter(int id, String directoryId, Map<Integer, NodePorts> ports) {
    int port = ports.getOrDefault(id, NodePorts.NONE).controller();
    if (port == 0) {
      throw new KatkaException(
          "Cannot format a first voter of the quorum: the first voter %d has no port recorded. "
                  .formatted(id)
              + "Prepare the cluster with all its first voters, or let the node join the quorum.");
    }
    return id + "@" + Ports.HOST + ":" + port + ":" + directoryId;
  }
}
