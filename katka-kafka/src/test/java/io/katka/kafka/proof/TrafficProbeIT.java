package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.PreconditionException;
import io.katka.kafka.AdminKafkaGatewayProvider;
import io.katka.kafka.Eventually;
import io.katka.kafka.SharedCluster;
import io.katka.kafka.TestCluster;
import io.katka.kafka.TestTime;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.ProofSpec;
import io.katka.spi.TrafficProbe;
import io.katka.spi.TrafficProbeProvider;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.state.Proof;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class TrafficProbeIT {
  private final TestCluster cluster;
  private final KafkaGateway gateway;

  TrafficProbeIT(TestCluster cluster) {
    this.cluster = cluster;
    this.gateway = new AdminKafkaGatewayProvider().open(cluster.connection(), new TestTime());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void proves_what_clients_see_while_brokers_come_go_and_are_killed() throws Exception {
    String stale = TrafficProbeProvider.TOPIC_PREFIX + "stale";
    create(stale, Map.of(0, List.of(1)));
    var alone = new PartitionRef("alone", 0);
    create(alone.topic(), Map.of(0, List.of(3)));

    try (TrafficProbe probe = start(Set.of(1, 2))) {
      assertThat(proofTopics()).hasSize(1).doesNotContain(stale);

      probe.brokers(Set.of(1, 2, 3));
      see(
          "three brokers each lead a partition of 3 replicas that needs 2 in sync",
          table ->
              leadersOfProof(table).equals(Set.of(1, 2, 3))
                  && rowsOfProof(table).stream()
                      .allMatch(r -> table.replicationFactor(r) == 3 && table.minIsr(r) == 2));

      cluster.broker(3).kill();
      see("the partition only broker 3 has is leaderless", table -> leader(table, alone) == -1);
      cluster.broker(3).start();
      see("broker 3 leads it again", table -> leader(table, alone) == 3);
      see(
          "all replicas are in sync",
          table -> IntStream.range(0, table.size()).noneMatch(table::isUnderReplicated));

      probe.brokers(Set.of(1, 2));
      see(
          "broker 3 holds nothing of it",
          table -> rowsOfProof(table).stream().noneMatch(row -> table.positionOf(row, 3) >= 0));

      Proof proof = probe.finish();
      assertThat(proof.clean()).as(proof.toString()).isTrue();
      assertThat(proof.failed()).isZero();
      assertThat(proof.sent()).isGreaterThan(500).isEqualTo(proof.acknowledged());
      assertThat(proof.longestStallMillis()).isPositive();
      assertThat(proof.resolutionMillis()).isPositive();
      assertThat(proof.longestLeaderlessMillis()).isPositive();
      assertThat(proof.underMinIsr()).extracting(Proof.Interval::partition).contains(alone);
      assertThat(probe.finish()).isEqualTo(proof);
    }
    see("the probe's topic is gone", table -> rowsOfProof(table).isEmpty());
    assertThat(threads()).isEmpty();
  }

  @Test
  void refuses_to_start_where_a_broker_does_not_answer_its_clients() {
    cluster.broker(2).pause();
    try {
      assertThatThrownBy(() -> start(Set.of(1, 2, 3)))
          .isInstanceOf(PreconditionException.class)
          .hasMessageContaining("broker 2 at " + cluster.broker(2).address())
          .hasMessageNotContaining("broker 1");
    } finally {
      cluster.broker(2).unpause();
    }
    Eventually.see(
        "broker 2 serves again",
        () -> gateway.observe(Set.of()).brokers(),
        seen -> seen.stream().noneMatch(broker -> broker.fenced()));
    assertThat(proofTopics()).isEmpty();
    assertThat(threads()).isEmpty();
  }

  @Test
  void leaves_nothing_behind_when_it_is_closed_in_the_middle() {
    TrafficProbe probe = start(Set.of(1, 2, 3));
    probe.close();

    see("the probe's topic is gone", table -> rowsOfProof(table).isEmpty());
    assertThat(threads()).isEmpty();
  }

  private TrafficProbe start(Set<Integer> brokers) {
    return ServiceLoader.load(TrafficProbeProvider.class)
        .findFirst()
        .orElseThrow()
        .start(
            cluster.connection(),
            cluster.connection(),
            ProofSpec.DEFAULT.rate(500),
            brokers,
            new TestTime());
  }

  private void create(String topic, Map<Integer, List<Integer>> replicas) throws Exception {
    try (Admin admin = TestCluster.admin(cluster.connection())) {
      admin.createTopics(List.of(new NewTopic(topic, replicas))).all().get();
    }
    see(topic + " is there", table -> table.row(new PartitionRef(topic, 0)).isPresent());
  }

  private PartitionTable table() {
    return gateway.observe(Set.of(Look.PARTITIONS, Look.ANSWERS)).partitions();
  }

  private void see(String what, Predicate<PartitionTable> wanted) {
    Eventually.see(what, this::table, wanted);
  }

  private static int leader(PartitionTable table, PartitionRef partition) {
    return table.leader(table.row(partition).orElseThrow());
  }

  private Set<String> proofTopics() {
    PartitionTable table = table();
    return rowsOfProof(table).stream().map(table::topic).collect(Collectors.toSet());
  }

  private static Collection<Integer> rowsOfProof(PartitionTable table) {
    return IntStream.range(0, table.size())
        .filter(row -> table.topic(row).startsWith(TrafficProbeProvider.TOPIC_PREFIX))
        .boxed()
        .toList();
  }

  private static Collection<Integer> leadersOfProof(PartitionTable table) {
    return rowsOfProof(table).stream()
        .map(table::leader)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.contains("katka-proof"))
        .toList();
  }
}
