package io.katka.local;

import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.release.MetadataMode;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spi.ClusterLock;
import io.katka.spi.Time;
import io.katka.state.VolumeState;
import java.util.List;

/**
 * The acts on a cluster. Each is recorded before it has an effect, and both happen behind the
 * {@link Fence}.
 */
final class LocalActs {
  private final Fence fence;
  private final Ports ports;
  private final ReleaseJars jars;
  private final NodeProcesses processes;
  private final NodeWork work;
  private final Time time;

  LocalActs(
      Fence fence,
      Ports ports,
      ReleaseJars jars,
      NodeProcesses processes,
      NodeWork work,
      Time time) {
    this.fence = fence;
    this.ports = ports;
    this.jars = jars;
    this.processes = processes;
    this.work = work;
    this.time = time;
  }

  void prepare(ClusterLock lock, ClusterFiles cluster, Foundation foundation) {
    fence.run(
        lock,
        cluster,
        () -> {
          cluster
              .foundation()
              .filter(present -> !present.clusterId().equals(foundation.clusterId()))
              .ifPresent(
                  present -> {
                    throw new KatkaException(
                        "%s is recorded with cluster id %s already, not %s: a cluster id never changes."
                            .formatted(
                                cluster.directory(), present.clusterId(), foundation.clusterId()));
                  });
          cluster.foundation(foundation);
          // A first voter is formatted with the addresses of all first voters, and a member of an
          // ensemble knows those of all members.
          NodeKind kind =
              foundation.spec().release().metadata() == MetadataMode.ZOOKEEPER
                  ? NodeKind.ZOOKEEPER
                  : NodeKind.CONTROLLER;
          foundation.initialVoters().keySet().forEach(id -> ports.of(cluster, id, kind));
        });
  }

  void start(ClusterLock lock, ClusterFiles cluster, NodeSpec spec) {
    NodeFiles node = cluster.node(spec.id());
    jars.of(spec.revision().release());
    fence.run(
        lock,
        cluster,
        () -> {
          NodeRecord present = node.read().orElseGet(() -> NodeRecord.of(spec));
          boolean alive = processes.find(node, present).isPresent();
          boolean ending = alive && present.lastProcess().orElseThrow().shallStop();
          if (alive && !ending) {
            if (!present.spec().equals(spec)) {
              node.write(present.asked(spec));
            }
            return;
          }
          if (work.isUnderWay(node) && present.spec().equals(spec)) {
            return;
          }
          bringUp(lock, cluster, node, present.asked(spec));
        });
  }

  void restart(ClusterLock lock, ClusterFiles cluster, NodeSpec spec) {
    NodeFiles node = cluster.node(spec.id());
    jars.of(spec.revision().release());
    fence.run(
        lock,
        cluster,
        () -> {
          NodeRecord present = recorded(cluster, node);
          if (isUnderWay(cluster, node, present) && present.spec().equals(spec)) {
            return;
          }
          NodeRecord asked = present.asked(spec);
          bringUp(
              lock,
              cluster,
              node,
              processes.find(node, present).isPresent()
                  ? asked.stopAsked(time.now().toEpochMilli())
                  : asked);
          processes.find(node, present).ifPresent(ProcessHandle::destroy);
        });
  }

  void stop(ClusterLock lock, ClusterFiles cluster, int id) {
    NodeFiles node = cluster.node(id);
    fence.run(lock, cluster, () -> stop(cluster, node));
  }

  /** Under the guard only. */
  void stop(ClusterFiles cluster, NodeFiles node) {
    NodeRecord present = recorded(cluster, node);
    work.forget(node);
    node.write(present.asked(present.spec()).stopAsked(time.now().toEpochMilli()));
    processes.find(node, present).ifPresent(ProcessHandle::destroy);
  }

  void kill(ClusterLock lock, ClusterFiles cluster, int id) {
    NodeFiles node = cluster.node(id);
    fence.run(lock, cluster, () -> kill(cluster, node));
  }

  /** Under the guard only. */
  void kill(ClusterFiles cluster, NodeFiles node) {
    stop(cluster, node);
    node.read()
        .flatMap(record -> processes.find(node, record))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Asks those again to stop whose driver may have died before it asked them. */
  void finishStops(ClusterLock lock, ClusterFiles cluster) {
    fence.run(
        lock,
        cluster,
        () -> {
          for (NodeFiles node : cluster.nodes()) {
            node.read()
                .flatMap(NodeRecord::lastProcess)
                .filter(NodeRecord.ProcessRecord::shallStop)
                .flatMap(process -> processes.find(node, process))
                .ifPresent(ProcessHandle::destroy);
          }
        });
  }

  void replaceVolume(ClusterLock lock, ClusterFiles cluster, NodeSpec spec) {
    NodeFiles node = cluster.node(spec.id());
    jars.of(spec.revision().release());
    fence.run(
        lock,
        cluster,
        () -> {
          NodeRecord present = node.read().orElseGet(() -> NodeRecord.of(spec));
          if (isUnderWay(cluster, node, present) && present.spec().equals(spec)) {
            return;
          }
          refuseWhileAlive(node, present, "its volume is replaced");
          String clusterId = foundation(cluster).clusterId();
          if (Volumes.state(node, clusterId) == VolumeState.FORMATTED) {
            throw new PreconditionException(
                "The volume of node %d is not replaced: it is not wiped, %s holds its data."
                    .formatted(spec.id(), node.data()),
                List.of(new Blocker.NodeNotReady(spec.id(), "volume formatted", "volume wiped")));
          }
          NodeRecord asked = present.asked(spec);
          node.write(asked);
          Volumes.setAside(cluster, node, time.now());
          OwnerOnly.delete(node.formattedMarker());
          bringUp(lock, cluster, node, asked);
        });
  }

  void remove(ClusterLock lock, ClusterFiles cluster, int id, boolean keepVolumes) {
    NodeFiles node = cluster.node(id);
    processes.settle();
    fence.run(
        lock,
        cluster,
        () -> {
          node.read().ifPresent(present -> refuseWhileAlive(node, present, "it is removed"));
          work.forget(node);
          if (keepVolumes) {
            Volumes.setAside(cluster, node, time.now());
          }
          Volumes.delete(node.directory());
          ports.release(cluster, id);
        });
  }

  void delete(ClusterLock lock, ClusterFiles cluster, boolean keepVolumes) {
    processes.settle();
    fence.run(
        lock,
        cluster,
        () -> {
          for (NodeFiles node : cluster.nodes()) {
            node.read()
                .ifPresent(present -> refuseWhileAlive(node, present, "the cluster is deleted"));
            work.forget(node);
          }
          if (keepVolumes) {
            cluster.nodes().forEach(NodeFiles::forget);
          } else {
            Volumes.delete(cluster.directory());
          }
        });
  }

  private void bringUp(ClusterLock lock, ClusterFiles cluster, NodeFiles node, NodeRecord asked) {
    Volumes.checkUsable(node, foundation(cluster).clusterId());
    ports.of(cluster, asked.spec().id(), asked.spec().kind());
    // Announced before it is recorded, so that nobody sees a node that is down and not coming; it
    // begins once the guard is free.
    work.submit(cluster, node, Fence.own(lock), asked.act());
    node.write(asked);
  }

  /** Whether an earlier act of this program is still on its way to what is recorded. */
  private boolean isUnderWay(ClusterFiles cluster, NodeFiles node, NodeRecord present) {
    boolean arrived =
        present
            .lastProcess()
            .filter(process -> !process.shallStop())
            .filter(process -> processes.find(node, process).isPresent())
            .filter(
                process ->
                    processes.isListening(
                        process, cluster.ports().getOrDefault(node.id(), NodePorts.NONE).first()))
            .isPresent();
    return work.isUnderWay(node) && !arrived;
  }

  private void refuseWhileAlive(NodeFiles node, NodeRecord present, String what) {
    if (processes.find(node, present).isPresent()) {
      throw new PreconditionException(
          "Node %d runs: it must be stopped before %s.".formatted(node.id(), what),
          List.of(new Blocker.NodeNotReady(node.id(), "running", "stopped")));
    }
  }

  private static Foundation foundation(ClusterFiles cluster) {
    return cluster
        .foundation()
        .orElseThrow(
            () ->
                new KatkaException(
                    "No cluster is recorded in %s: prepare it before its nodes."
                        .formatted(cluster.directory())));
  }

  private static NodeRecord recorded(ClusterFiles cluster, NodeFiles node) {
    return node.read()
        .orElseThrow(
            () ->
                new KatkaException(
                    "Cluster %s has no node %d.".formatted(cluster.name(), node.id())));
  }
}
