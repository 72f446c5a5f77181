package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.Connection;
import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.KafkaGatewayProvider;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What must hold for every gateway to a cluster of one healthy broker or more. Its topics, of names
 * that begin with {@code t-}, are left to the cluster's end.
 */
public abstract class KafkaGatewayContract {
  /** A gateway to the cluster, found as a program finds it; a new one for each test. */
  protected KafkaGateway gateway;

  /** How to reach the cluster under test. */
  protected abstract Connection connection();

  @BeforeEach
  void open() {
    gateway =
        ServiceLoader.load(KafkaGatewayProvider.class)
            .findFirst()
            .orElseThrow()
            .open(connection(), new TestTime());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void tells_the_cluster_id_and_the_brokers_without_being_asked() {
    KafkaState state = gateway.observe(Set.of());

    assertThat(Uuid.fromString(state.clusterId())).isNotEqualTo(Uuid.ZERO_UUID);
    assertThat(state.brokers()).isNotEmpty().noneMatch(BrokerState::fenced);
  }

  @Test
  void shows_nothing_it_was_not_asked_for() {
    KafkaState state = gateway.observe(Set.of());

    assertThat(state.partitions().size()).isZero();
    assertThat(state.quorum()).isEmpty();
    assertThat(state.brokers()).noneMatch(BrokerState::answered);
  }

  @Test
  void claims_an_answer_only_where_it_asked_for_one() {
    assertThat(gateway.observe(Set.of(Look.ANSWERS)).brokers()).allMatch(BrokerState::answered);
  }

  @Test
  void shows_the_quorum_with_a_leader_that_lags_behind_nobody() {
    var quorum = gateway.observe(Set.of(Look.QUORUM)).quorum().orElseThrow();

    assertThat(quorum.voter(quorum.leaderId()))
        .hasValueSatisfying(leader -> assertThat(leader.lag()).isZero());
    assertThat(gateway.observeQuorum().leaderId()).isEqualTo(quorum.leaderId());
  }

  @Test
  void shows_partitions_with_their_effective_min_isr_and_size() {
    int broker = anyBroker();
    String topic = topic(Map.of(0, List.of(broker), 1, List.of(broker)));
    gateway
        .configs()
        .orElseThrow()
        .alterTopics(Map.of(topic, Map.of("min.insync.replicas", "1")), Map.of());

    var table =
        Eventually.see(
            "both partitions are there with their sizes",
            () -> gateway.observe(Set.of(Look.BYTES)).partitions(),
            seen -> rowsOf(seen, topic) == 2 && seen.bytes(row(seen, topic, 1)) >= 0);

    int row = row(table, topic, 0);
    assertThat(table.replicaList(row)).containsExactly(broker);
    assertThat(table.isr(row)).containsExactly(broker);
    assertThat(table.leader(row)).isEqualTo(broker);
    assertThat(table.minIsr(row)).isEqualTo(1);
    assertThat(table.bytes(row)).isNotEqualTo(PartitionTable.UNKNOWN_BYTES);
  }

  @Test
  void shows_what_lies_on_a_brokers_disk() {
    int broker = anyBroker();
    var partition = new PartitionRef(topic(Map.of(0, List.of(broker))), 0);
    var disks = gateway.disks().orElseThrow();

    var disk =
        Eventually.see(
            "the replica lies there",
            () -> disks.look(List.of(broker)).get(broker),
            seen -> seen.replicaBytes().containsKey(partition));

    assertThat(disk.bytesOf(partition)).isZero();
    assertThat(disks.look(List.of())).isEmpty();
  }

  @Test
  void passes_over_partitions_that_are_gone_or_do_not_move() {
    int broker = anyBroker();
    var here = new PartitionRef(topic(Map.of(0, List.of(broker))), 0);
    var gone = new PartitionRef("not-there-" + Uuid.randomUuid(), 0);
    var moves = gateway.reassignments().orElseThrow();

    assertThatCode(() -> moves.alter(Map.of(gone, List.of(broker), here, List.of(broker))))
        .doesNotThrowAnyException();
    assertThatCode(() -> moves.cancel(List.of(gone, here))).doesNotThrowAnyException();
    assertThatCode(() -> gateway.elections().orElseThrow().preferred(List.of(gone, here)))
        .doesNotThrowAnyException();
  }

  @Test
  void refuses_to_move_a_partition_to_a_broker_that_does_not_exist() {
    var partition = new PartitionRef(topic(Map.of(0, List.of(anyBroker()))), 0);

    assertThatThrownBy(
            () -> gateway.reassignments().orElseThrow().alter(Map.of(partition, List.of(9999))))
        .isInstanceOf(KatkaException.class)
        .isNotInstanceOf(UnreachableException.class)
        .hasMessageContaining(partition.toString())
        .hasMessageContaining("9999");
  }

  @Test
  void sets_shows_and_removes_what_is_dynamic_for_all_brokers_and_for_one() {
    int broker = anyBroker();
    var configs = gateway.configs().orElseThrow();
    configs.alterDefault(Map.of("log.cleaner.threads", "2"), List.of());
    configs.alterBroker(broker, Map.of("num.io.threads", "9"), List.of());

    KafkaState set =
        Eventually.see(
            "both are set",
            () -> gateway.observe(Set.of(Look.CONFIG)),
            seen ->
                "2".equals(seen.defaultConfig().get("log.cleaner.threads"))
                    && Map.of("num.io.threads", "9").equals(seen.brokerConfig().get(broker)));
    assertThat(set.defaultConfig()).doesNotContainKey("num.io.threads");
    KafkaState ofAll = gateway.observe(Set.of(Look.DEFAULTS));
    assertThat(ofAll.defaultConfig()).containsEntry("log.cleaner.threads", "2");
    assertThat(ofAll.brokerConfig()).isEmpty();

    configs.alterDefault(Map.of(), List.of("log.cleaner.threads"));
    configs.alterBroker(broker, Map.of(), List.of("num.io.threads"));
    Eventually.see(
        "both are removed",
        () -> gateway.observe(Set.of(Look.CONFIG)),
        seen ->
            !seen.defaultConfig().containsKey("log.cleaner.threads")
                && !seen.brokerConfig().containsKey(broker));
    configs.alterBroker(9_999, Map.of(), List.of("num.io.threads"));
  }

  @Test
  void sets_shows_and_removes_what_topics_have_of_their_own() {
    String topic = topic(Map.of(0, List.of(anyBroker())));
    String gone = "not-there-" + Uuid.randomUuid();
    var configs = gateway.configs().orElseThrow();
    configs.alterTopics(
        Map.of(topic, Map.of("retention.ms", "7")), Map.of(gone, List.of("retention.ms")));
    Eventually.see(
        "it is set",
        () -> configs.topics(List.of(topic, gone)),
        Map.of(topic, Map.of("retention.ms", "7"))::equals);

    configs.alterTopics(Map.of(), Map.of(topic, List.of("retention.ms")));
    Eventually.see(
        "it is removed", () -> configs.topics(List.of(topic)), Map.of(topic, Map.of())::equals);
  }

  @Test
  void can_be_asked_from_several_threads() {
    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> gateway.observe(EnumSet.allOf(Look.class)).clusterId())
                .distinct())
        .hasSize(1);
  }

  /** Any broker that serves. */
  protected int anyBroker() {
    return gateway.observe(Set.of()).brokers().get(0).id();
  }

  /** Creates a topic of these replicas and waits until the gateway sees it. */
  protected String topic(Map<Integer, List<Integer>> replicas) {
    String name = "t-" + Uuid.randomUuid();
    try (Admin admin = TestCluster.admin(connection())) {
      admin.createTopics(List.of(new NewTopic(name, replicas))).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    Eventually.see(
        name + " is there",
        () -> gateway.observe(Set.of(Look.PARTITIONS)).partitions(),
        seen -> rowsOf(seen, name) == replicas.size() && seen.leader(row(seen, name, 0)) >= 0);
    return name;
  }

  /** The row of a partition that is there. */
  protected static int row(PartitionTable table, String topic, int partition) {
    return table.row(new PartitionRef(topic, partition)).orElseThrow();
  }

  private static long rowsOf(PartitionTable table, String topic) {
    return IntStream.range(0, table.size()).filter(row -> table.topic(row).equals(topic)).count();
  }
}
