package io.katka.local;

import io.katka.local.NodeRecord.ProcessRecord;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spi.Time;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells what is there from what is recorded and which processes live. */
final class Observation {
  /** How long an orderly stop may take before that is worth a word; Kafka itself waits as long. */
  private static final Duration LONG_STOP = Duration.ofMinutes(5);

  private final NodeProcesses processes;
  private final NodeWork work;
  private final Time time;

  Observation(NodeProcesses processes, NodeWork work, Time time) {
    this.processes = processes;
    this.work = work;
    this.time = time;
  }

  PlatformState of(ClusterRef ref, ClusterFiles cluster) {
    Optional<Foundation> foundation = cluster.foundation();
    if (foundation.isEmpty()) {
      return PlatformState.absent(ref);
    }
    Map<Integer, NodePorts> ports = cluster.ports();
    List<PlatformNode> nodes =
        cluster.nodes().stream()
            .map(node -> node(node, foundation.get(), ports))
            .flatMap(Optional::stream)
            .toList();
    return new PlatformState(ref, foundation.get(), nodes);
  }

  private Optional<PlatformNode> node(
      NodeFiles node, Foundation foundation, Map<Integer, NodePorts> ports) {
    boolean underWay = work.isUnderWay(node);
    return node.read()
        .map(
            record -> {
              Optional<ProcessRecord> live =
                  record.lastProcess().filter(p -> processes.find(node, p).isPresent());
              Seen seen =
                  live.map(p -> alive(p, ports.getOrDefault(node.id(), NodePorts.NONE)))
                      .orElseGet(() -> dead(node, record, underWay));
              return new PlatformNode(
                  record.spec(),
                  seen.phase(),
                  Volumes.state(node, foundation.clusterId()),
                  live.map(ProcessRecord::fingerprint).orElse(""),
                  live.map(ProcessRecord::token).orElse(""),
                  seen.detail());
            });
  }

  private Seen alive(ProcessRecord process, NodePorts ports) {
    if (process.shallStop()) {
      return new Seen(NodePhase.STOPPING, stopping(process));
    }
    return processes.isListening(process, ports.first())
        ? new Seen(NodePhase.RUNNING, "")
        : new Seen(NodePhase.STARTING, "");
  }

  private String stopping(ProcessRecord process) {
    Duration since = Duration.between(Instant.ofEpochMilli(process.stopAskedMillis()), time.now());
    return since.compareTo(LONG_STOP) < 0
        ? ""
        : "pid %d was asked to stop %d min ago and still runs; it is never killed: look into its log, and end it by hand if it hangs"
            .formatted(process.pid(), since.toMinutes());
  }

  private static Seen dead(NodeFiles node, NodeRecord record, boolean underWay) {
    if (underWay) {
      return new Seen(NodePhase.STARTING, "");
    }
    if (!record.failure().isEmpty()) {
      return new Seen(NodePhase.FAILED, record.failure());
    }
    Optional<ProcessRecord> last = record.lastProcess();
    boolean onPurpose = last.isEmpty() || last.get().shallStop() || neverLaunched(node, last.get());
    return onPurpose
        ? new Seen(NodePhase.STOPPED, "")
        : new Seen(NodePhase.FAILED, ended(node, last.get()));
  }

  /** The driver died between noting a launch and launching. */
  private static boolean neverLaunched(NodeFiles node, ProcessRecord process) {
    return process.pid() == 0 && node.claimedBy(process.token()) == 0;
  }

  private static String ended(NodeFiles node, ProcessRecord process) {
    return node.exitCode(process.token())
        .map(code -> "its process ended by itself with exit code " + code)
        .orElse("its process is gone; nobody saw how it ended");
  }

  private record Seen(NodePhase phase, String detail) {
    Seen {
      Objects.requireNonNull(phase);
    }
  }
}
