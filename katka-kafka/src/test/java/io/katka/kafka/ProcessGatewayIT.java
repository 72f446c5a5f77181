package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.state.BrokerState;
import io.katka.state.Capability;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, and what takes several nodes, against brokers as child processes. */
@ExtendWith(SharedCluster.class)
class ProcessGatewayIT extends KraftGatewayContract {
  private final TestCluster cluster;

  ProcessGatewayIT(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  protected Connection connection() {
    return cluster.connection();
  }

  @Test
  void tells_racks_the_cluster_id_and_that_this_cluster_can_do_everything() {
    KafkaState state = gateway.observe(Set.of());

    assertThat(state.clusterId()).isEqualTo(cluster.clusterId());
    assertThat(state.brokers())
        .extracting(BrokerState::rack)
        .containsExactly("rack1", "rack2", "rack3");
    assertThat(state.capabilities()).containsExactlyInAnyOrder(Capability.values());
  }

  @Test
  void moves_replicas_and_leaders() {
    var partition = new PartitionRef(topic(Map.of(0, List.of(1, 2))), 0);

    gateway.reassignments().orElseThrow().alter(Map.of(partition, List.of(3, 2)));
    Eventually.see(
        "the replicas have moved",
        () -> gateway.observe(Set.of(Look.PARTITIONS)).partitions(),
        seen -> {
          int row = row(seen, partition.topic(), 0);
          return !seen.isReassigning(row)
              && seen.replicaList(row).equals(List.of(3, 2))
              && !seen.isUnderReplicated(row);
        });

    gateway.elections().orElseThrow().preferred(List.of(partition));
    Eventually.see(
        "the preferred replica leads",
        () -> gateway.observe(Set.of(Look.PARTITIONS)).partitions(),
        seen -> seen.leader(row(seen, partition.topic(), 0)) == 3);
  }

  @Test
  void refuses_to_change_a_replication_factor_while_moving() {
    var partition = new PartitionRef(topic(Map.of(0, List.of(1, 2))), 0);

    assertThatThrownBy(
            () -> gateway.reassignments().orElseThrow().alter(Map.of(partition, List.of(1, 2, 3))))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining(partition.toString())
        .hasMessageContaining("replication factor");
  }

  @Test
  void cordons_a_broker_and_lifts_the_cordon() {
    var configs = gateway.configs().orElseThrow();
    configs.alterBroker(2, Map.of("cordoned.log.dirs", "*"), List.of());
    Eventually.see("broker 2 is cordoned", this::cordoned, List.of(2)::equals);
    configs.alterBroker(2, Map.of(), List.of("cordoned.log.dirs"));
    Eventually.see("no broker is cordoned", this::cordoned, List::isEmpty);
  }

  @Test
  void sees_that_a_paused_broker_does_not_answer_and_still_sees_the_rest() {
    String topic = topic(Map.of(0, List.of(1, 3)));
    cluster.broker(3).pause();
    try {
      KafkaState seen = gateway.observe(EnumSet.allOf(Look.class));

      assertThat(seen.broker(1)).hasValueSatisfying(b -> assertThat(b.answered()).isTrue());
      assertThat(seen.broker(2)).hasValueSatisfying(b -> assertThat(b.answered()).isTrue());
      assertThat(seen.broker(3)).hasValueSatisfying(b -> assertThat(b.answered()).isFalse());
      assertThat(seen.partitions().bytes(row(seen.partitions(), topic, 0)))
          .isGreaterThanOrEqualTo(0);
    } finally {
      cluster.broker(3).unpause();
    }
    Eventually.see(
        "it answers again",
        () -> gateway.observe(Set.of(Look.ANSWERS)).broker(3).orElseThrow(),
        broker -> broker.answered() && !broker.fenced());
  }

  @Test
  void shows_changes_and_forgets_a_broker_that_is_down() {
    cluster.broker(3).kill();
    Eventually.see(
        "broker 3 is fenced",
        () -> gateway.observe(Set.of()).broker(3).orElseThrow(),
        BrokerState::fenced);

    gateway.configs().orElseThrow().alterBroker(3, Map.of("num.io.threads", "7"), List.of());
    gateway.registrations().orElseThrow().unregister(3);
    Eventually.see(
        "broker 3 is forgotten", () -> gateway.observe(Set.of()).broker(3), Optional::isEmpty);

    cluster.broker(3).start();
    Eventually.see(
        "broker 3 is back with what was set while it was down",
        () -> gateway.observe(Set.of(Look.CONFIG)),
        seen ->
            seen.broker(3).filter(broker -> !broker.fenced()).isPresent()
                && Map.of("num.io.threads", "7").equals(seen.brokerConfig().get(3)));
    gateway.configs().orElseThrow().alterBroker(3, Map.of(), List.of("num.io.threads"));
  }

  @Test
  void lets_a_controller_vote_and_takes_its_vote_away() {
    TestNode added = cluster.addController(101, List.of("--no-initial-controllers"));
    added.start();
    QuorumState waiting =
        Eventually.see(
            "controller 101 follows",
            gateway::observeQuorum,
            quorum -> quorum.observer(101).isPresent());
    String directoryId = waiting.observer(101).orElseThrow().directoryId();
    var voters = gateway.voters().orElseThrow();

    Eventually.see(
        "controller 101 votes and has caught up",
        () -> {
          voters.add(101, directoryId, added.address());
          return gateway.observeQuorum();
        },
        quorum -> quorum.voter(101).filter(voter -> voter.lag() == 0).isPresent());
    assertThatCode(() -> voters.add(101, directoryId, added.address())).doesNotThrowAnyException();
    assertThatThrownBy(() -> voters.add(101, Uuid.randomUuid().toString(), added.address()))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("another directory");

    voters.remove(101, directoryId);
    Eventually.see(
        "controller 101 votes no more",
        gateway::observeQuorum,
        quorum -> quorum.voter(101).isEmpty());
    added.kill();
    cluster.removeController(101);
  }

  @Test
  void says_that_it_cannot_see_when_nobody_is_there() {
    String nowhere = "127.0.0.1:" + TestCluster.freePort();
    try (KafkaGateway blind =
        new AdminKafkaGateway(
            TestCluster.connection(List.of(nowhere), List.of()), new TestTime())) {
      assertThatThrownBy(() -> blind.observe(Set.of()))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining(nowhere);
    }
  }

  @Test
  void passes_over_a_broker_that_is_not_registered_where_no_controller_can_be_reached() {
    try (KafkaGateway outside =
        new AdminKafkaGateway(
            TestCluster.connection(cluster.connection().brokers(), List.of()), new TestTime())) {
      assertThatCode(
              () ->
                  outside
                      .configs()
                      .orElseThrow()
                      .alterBroker(9_999, Map.of(), List.of("num.io.threads")))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void sees_the_quorum_when_there_is_no_broker() {
    try (KafkaGateway early =
        new AdminKafkaGateway(
            TestCluster.connection(List.of(), cluster.connection().controllers()),
            new TestTime())) {
      assertThat(early.observeQuorum().leaderId()).isEqualTo(TestCluster.CONTROLLER);
      assertThatThrownBy(() -> early.observe(Set.of())).isInstanceOf(UnreachableException.class);
    }
  }

  @Test
  void sees_the_quorum_through_brokers_where_controllers_do_not_tell() throws IOException {
    try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        KafkaGateway late =
            new AdminKafkaGateway(
                TestCluster.connection(
                    cluster.connection().brokers(), List.of("127.0.0.1:" + silent.getLocalPort())),
                new TestTime())) {
      assertThat(late.observeQuorum().leaderId()).isEqualTo(TestCluster.CONTROLLER);
      assertThat(late.observe(Set.of(Look.QUORUM)).controllerId())
          .isEqualTo(TestCluster.CONTROLLER);
    }
  }

  private List<Integer> cordoned() {
    return gateway.observe(Set.of(Look.CONFIG)).brokers().stream()
        .filter(BrokerState::cordoned)
        .map(BrokerState::id)
        .toList();
  }
}
