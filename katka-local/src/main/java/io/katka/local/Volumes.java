package io.katka.local;

import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.error.UnreachableException;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.state.VolumeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;

/**
 * The nodes' volumes. A volume is formatted once in its node's life: a marker beside it remembers
 * that, so that an emptied volume is told from a new one.
 */
final class Volumes {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

  private Volumes() {}

  static VolumeState state(NodeFiles node, String clusterId) {
    var meta = new Properties();
    try (var reader = Files.newBufferedReader(node.metaProperties())) {
      meta.load(reader);
    } catch (NoSuchFileException e) {
      return Files.exists(node.formattedMarker()) ? VolumeState.WIPED : VolumeState.NEW;
    } catch (IOException e) {
      return VolumeState.UNKNOWN;
    }
    return clusterId.equals(meta.getProperty("cluster.id"))
        ? VolumeState.FORMATTED
        : VolumeState.UNKNOWN;
  }

  /**
   * Formats a volume of the ZooKeeper era, whose nodes do not do so with the cluster id themselves.
   * Brokers before Kafka 2.4 leave it in their {@code meta.properties}, newer ones compare it with
   * the ensemble's.
   */
  static void format(NodeFiles node, NodeSpec spec, String clusterId) throws IOException {
    boolean member = spec.kind() == NodeKind.ZOOKEEPER;
    if (member) {
      OwnerOnly.write(node.data().resolve("myid"), ZooKeeperProperties.myId(spec.id()) + "\n");
    }
    OwnerOnly.write(
        node.metaProperties(),
        "version=0\ncluster.id=%s\n%s=%d\n"
            .formatted(clusterId, member ? "node.id" : "broker.id", spec.id()));
    OwnerOnly.write(node.formattedMarker(), "");
  }

  /** Refuses to start a node whose volume is not as it left it. */
  static void checkUsable(NodeFiles node, String clusterId) {
    VolumeState state = state(node, clusterId);
    if (state == VolumeState.WIPED) {
      throw refused(
          node,
          "wiped",
          "it was formatted once and is empty now: its data is gone. It is not formatted again by itself, because it may have held the last copy; replace the node's volume");
    }
    if (state == VolumeState.UNKNOWN) {
      throw refused(
          node,
          "unreadable or of another cluster",
          "it must bear the cluster id " + clusterId + "; restore it, or move it away");
    }
  }

  /** Moves a volume out of its node's way. Nothing in it is lost. */
  static void setAside(ClusterFiles cluster, NodeFiles node, Instant now) {
    if (!Files.exists(node.data())) {
      return;
    }
    Path target = cluster.kept().resolve(node.id() + "-" + STAMP.format(now));
    try {
      OwnerOnly.directories(cluster.kept());
      Files.move(node.data(), target);
    } catch (IOException e) {
      throw new KatkaException("Cannot move " + node.data() + " to " + target + ": " + e, e);
    }
  }

  static void delete(Path directory) {
    try {
      OwnerOnly.deleteTree(directory);
    } catch (IOException e) {
      throw new UnreachableException("Cannot delete " + directory + ": " + e, e);
    }
  }

  private static PreconditionException refused(NodeFiles node, String observed, String why) {
    return new PreconditionException(
        "Node %d is not started on its volume %s: %s.".formatted(node.id(), node.data(), why),
        List.of(new Blocker.NodeNotReady(node.id(), "volume " + observed, "volume formatted")));
  }
}
