package io.katka.kafka;

import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerState;
import io.katka.state.Capability;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionTable;
import io.katka.state.QuorumState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * One observation through the brokers. All that can be asked at once is: first what concerns the
 * whole cluster, then, its brokers known, what each of them must be asked.
 */
final class Observation {
  private static final String CORDONED = "cordoned.log.dirs";
  private static final int NOBODY = -1;

  private final Admin admin;
  private final Set<Look> looks;
  private final MinIsrCache minIsr;
  private final ClusterLook cluster;
  private final Supplier<ControllerLook> asked;
  private final @Nullable PartitionsLook partitions;

  /**
   * Asks what concerns the whole cluster.
   *
   * @param controller waits for what the controller was asked before
   */
  Observation(
      Admin admin, Supplier<ControllerLook> controller, Set<Look> looks, MinIsrCache minIsr) {
    this.admin = admin;
    this.asked = controller;
    this.looks = looks;
    this.minIsr = minIsr;
    cluster = new ClusterLook(admin);
    partitions = showsPartitions(looks) ? new PartitionsLook(admin) : null;
  }

  /** Whether partitions are asked for, or what makes no sense without. */
  static boolean showsPartitions(Set<Look> looks) {
    return looks.contains(Look.PARTITIONS) || looks.contains(Look.BYTES);
  }

  /** Whether there is anything that the active controller is asked. */
  static boolean asksController(Set<Look> looks) {
    return looks.contains(Look.QUORUM) || showsPartitions(looks);
  }

  /** Asks the rest, and waits for all of it. */
  KafkaState state() {
    List<Node> brokers = List.copyOf(cluster.brokers());
    List<Integer> serving = cluster.serving();
    boolean toAnswer = looks.contains(Look.ANSWERS);
    var answers =
        new AnswersLook(admin, serving, toAnswer ? Patience.TO_ANSWER : Patience.TO_TELL_FEATURES);
    boolean ofEach = looks.contains(Look.CONFIG);
    ConfigLook config =
        ofEach || looks.contains(Look.DEFAULTS)
            ? new ConfigLook(admin, ofEach ? serving : List.of())
            : null;
    ControllerLook controller = asked.get();
    var sizes = new SizesLook(admin, looks.contains(Look.BYTES) ? serving : List.of());
    PartitionTable table =
        partitions == null
            ? PartitionTable.empty()
            : partitions.table(controller, minIsr, toAnswer, sizes);
    FeatureState features = answers.features();
    Map<Integer, Map<String, String>> brokerConfig = config == null ? Map.of() : config.ofBrokers();
    Set<Integer> answered = toAnswer ? answers.answered() : Set.of();
    return new KafkaState(
        cluster.clusterId(),
        brokers.stream().map(node -> broker(node, brokerConfig, answered)).toList(),
        looks.contains(Look.QUORUM) ? leader(controller) : NOBODY,
        table,
        looks.contains(Look.QUORUM) ? controller.quorum().orElse(null) : null,
        features,
        config == null ? Map.of() : config.defaults(),
        brokerConfig,
        controller.ensemble() ? capabilities(controller) : Capabilities.of(features));
  }

  private int leader(ControllerLook controller) {
    return controller.ensemble()
        ? cluster.zooKeeperController()
        : controller.quorum().map(QuorumState::leaderId).orElseGet(cluster::zooKeeperController);
  }

  /** What brokers with a ZooKeeper ensemble answered that they can, of what they were asked. */
  private Set<Capability> capabilities(ControllerLook controller) {
    boolean told = showsPartitions(looks) && controller.brokersTell();
    return told ? Set.of(Capability.REASSIGN) : Set.of();
  }

  private static BrokerState broker(
      Node node, Map<Integer, Map<String, String>> config, Set<Integer> answered) {
    String cordoned = config.getOrDefault(node.id(), Map.of()).getOrDefault(CORDONED, "");
    return new BrokerState(
        node.id(),
        node.isFenced(),
        node.hasRack() ? node.rack() : "",
        !cordoned.isEmpty(),
        answered.contains(node.id()));
  }
}
