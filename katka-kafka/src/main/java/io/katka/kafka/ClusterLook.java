package io.katka.kafka;

import io.katka.kafka.internal.Await;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The cluster id and its registered brokers. Brokers before Kafka 4.0 cannot tell of fenced ones
 * (KIP-1073); there these are left out.
 */
final class ClusterLook {
  private final Admin admin;
  private AnyBroker<DescribeClusterResult> asked;

  /** Asks. */
  ClusterLook(Admin admin) {
    this.admin = admin;
    this.asked = ask(true);
  }

  private AnyBroker<DescribeClusterResult> ask(boolean fenced) {
    return new AnyBroker<>(
        millis ->
            admin.describeCluster(
                new DescribeClusterOptions().includeFencedBrokers(fenced).timeoutMs(millis)));
  }

  /** The registered brokers. */
  Collection<Node> brokers() {
    try {
      return asked.read(result -> Await.value(result.nodes()));
    } catch (UnsupportedVersionException e) {
      asked = ask(false);
      return asked.read(result -> Await.value(result.nodes()));
    }
  }

  /**
   * Whether it is certain that a broker is not registered: where fenced ones are not told, never.
   */
  boolean lacks(int broker) {
    try {
      return asked.read(result -> Await.value(result.nodes())).stream()
          .noneMatch(node -> node.id() == broker);
    } catch (UnsupportedVersionException e) {
      return false;
    }
  }

  /** The ids of the brokers that serve. */
  List<Integer> serving() {
    return brokers().stream().filter(node -> !node.isFenced()).map(Node::id).sorted().toList();
  }

  /** The cluster id; to be asked after the brokers. */
  String clusterId() {
    return asked.read(result -> Await.value(result.clusterId()));
  }

  /** The controller as a ZooKeeper cluster names it; to be asked after the brokers. */
  int zooKeeperController() {
    Node controller = asked.read(result -> Await.value(result.controller()));
    return controller.isEmpty() ? -1 : controller.id();
  }
}
