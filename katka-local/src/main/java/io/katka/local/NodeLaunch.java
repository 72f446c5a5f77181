package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.local.NodeRecord.ProcessRecord;
import io.katka.release.MetadataMode;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes what a node's process reads, and starts it; under the guard only. */
final class NodeLaunch {
  private static final long DEFAULT_HEAP_BYTES = 256L * 1024 * 1024;
  private static final long ENSEMBLE_HEAP_BYTES = 96L * 1024 * 1024;
  private static final String MAIN = "katka.main";
  private static final String ZOOKEEPER_SERVER =
      "org.apache.zookeeper.server.quorum.QuorumPeerMain";

  private static final String KAFKA_SERVER = "kafka.Kafka";

  private final JavaHome java;
  private final ReleaseJars jars;
  private final LauncherJar launcher;
  private final ClassArchive archive;
  private final Ports ports;
  private final NodeProcesses processes;
  private final NodeSize size;

  NodeLaunch(
      JavaHome java,
      ReleaseJars jars,
      LauncherJar launcher,
      ClassArchive archive,
      Ports ports,
      NodeProcesses processes,
      NodeSize size) {
    this.java = java;
    this.jars = jars;
    this.launcher = launcher;
    this.archive = archive;
    this.ports = ports;
    this.processes = processes;
    this.size = size;
  }

  /**
   * Starts a node as it is recorded.
   *
   * @return its process
   * @throws KatkaException if it cannot be started, with the reason
   */
  ProcessHandle launch(ClusterFiles cluster, NodeFiles node, NodeRecord record) {
    Foundation foundation =
        cluster
            .foundation()
            .orElseThrow(() -> new KatkaException("No cluster in " + cluster.directory()));
    NodeSpec spec = record.spec();
    Volumes.checkUsable(node, foundation.clusterId());
    NodePorts own = ports.of(cluster, spec.id(), spec.kind());
    ports
        .conflict(own)
        .ifPresent(
            port -> {
              throw new KatkaException(
                  "Cannot start node %d of %s: its port %d is taken by another process. Stop that one, then start the node again."
                      .formatted(spec.id(), cluster.name(), port));
            });
    String token = UUID.randomUUID().toString();
    try {
      write(cluster, node, spec, token, foundation);
      var launching = ProcessRecord.launching(token, spec.revision().fingerprint());
      node.write(record.process(launching));
      ProcessHandle process =
          processes.spawn(
              node,
              token,
              CommandLine.command(NodeProcesses.sessionOfItsOwn(), java, token, node),
              archive::ended);
      node.write(
          record.process(launching.launched(process.pid(), ProcessIdentity.startMillis(process))));
      return process;
    } catch (IOException e) {
      throw new KatkaException(
          "Cannot start node %d of %s: %s".formatted(spec.id(), cluster.name(), e), e);
    }
  }

  private void write(
      ClusterFiles cluster, NodeFiles node, NodeSpec spec, String token, Foundation foundation)
      throws IOException {
    Map<Integer, NodePorts> all = cluster.ports();
    OwnerOnly.directories(node.logs());
    OwnerOnly.directories(node.data());
    OwnerOnly.write(node.properties(), ServerProperties.render(spec, size, node.data(), all));
    OwnerOnly.write(node.log4j2(), LogConfig.log4j2(node.serverLog()));
    OwnerOnly.write(node.log4j1(), LogConfig.log4j1(node.serverLog()));
    List<Path> classPath = launcher.before(jars.of(spec.revision().release()));
    boolean member = spec.kind() == NodeKind.ZOOKEEPER;
    String main = member ? ZOOKEEPER_SERVER : KAFKA_SERVER;
    // A node that is alone never votes and follows nobody: what it writes lacks these classes.
    String kind = all.size() > 1 ? main + " among others" : main;
    var options = new ArrayList<>(archive.options(classPath, kind, token));
    options.addAll(processes.options());
    if (member) {
      options.add("-D" + MAIN + "=" + main);
    }
    OwnerOnly.write(
        node.jvmArguments(),
        CommandLine.argumentFile(
            node, token, classPath, options, heap(spec), format(node, spec, foundation, all)));
  }

  private static List<String> format(
      NodeFiles node, NodeSpec spec, Foundation foundation, Map<Integer, NodePorts> all)
      throws IOException {
    if (Files.exists(node.formattedMarker())) {
      return List.of();
    }
    if (spec.revision().release().metadata() == MetadataMode.ZOOKEEPER) {
      Volumes.format(node, spec, foundation.clusterId());
      return List.of();
    }
    return FormatArguments.of(spec, foundation.clusterId(), node.properties(), all);
  }

  static long heap(NodeSpec spec) {
    long wanted = spec.revision().resources().heapBytes();
    if (wanted > 0) {
      return wanted;
    }
    return spec.kind() == NodeKind.ZOOKEEPER ? ENSEMBLE_HEAP_BYTES : DEFAULT_HEAP_BYTES;
  }
}
