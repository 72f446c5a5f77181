package io.katka.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.Connection;
import io.katka.state.PartitionRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read and written, over a real server of ZooKeeper in this JVM. */
class ZooKeeperEnsembleIT {
  private static final String MOVES = "/admin/reassign_partitions";
  private static final PartitionRef ORDERS = new PartitionRef("orders", 0);

  @TempDir Path directory;
  private Server server;
  private ZooKeeperEnsemble ensemble;

  @BeforeEach
  void open() throws Exception {
    server = new Server(directory);
    ensemble = new ZooKeeperEnsemble(connection(server.address()));
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    ensemble.close();
    server.close();
  }

  @Test
  void isClaimedOnceAndForOneClusterOnly() throws Exception {
    ensemble.identity().claim("first");
    ensemble.identity().claim("first");

    assertThat(server.get("/cluster/id")).isEqualTo("{\"version\":\"1\",\"id\":\"first\"}");
    assertThatThrownBy(() -> ensemble.identity().claim("second"))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("another cluster, of id first")
        .hasMessageContaining("nothing is touched");
  }

  @Test
  void carriesOutOneBatchOfMovesAtATimeAndNeverOverwritesOneOfSomebodyElse() throws Exception {
    server.put("/brokers/topics/orders", "{\"version\":1,\"partitions\":{\"0\":[1,2]}}");
    String foreign =
        "{\"version\":1,\"partitions\":[{\"topic\":\"audit\",\"partition\":7,\"replicas\":[3]}]}";
    server.put(MOVES, foreign);

    assertThatThrownBy(() -> ensemble.reassignments().alter(Map.of(ORDERS, List.of(1, 3))))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("one batch of moves at a time");
    assertThat(server.get(MOVES)).isEqualTo(foreign);
    assertThat(ensemble.reassigning()).isEqualTo(Map.of(new PartitionRef("audit", 7), List.of(3)));

    server.delete(MOVES);
    ensemble.reassignments().alter(Map.of(ORDERS, List.of(1, 3)));
    assertThat(ensemble.reassigning()).isEqualTo(Map.of(ORDERS, List.of(1, 3)));
    assertThat(ensemble.reassignments().canAdd()).isFalse();
  }

  @Test
  void asksForNoMoveOfWhatIsThereAlreadyOrGone() throws Exception {
    server.put("/brokers/topics/orders", "{\"version\":1,\"partitions\":{\"0\":[1,2]}}");

    ensemble
        .reassignments()
        .alter(Map.of(ORDERS, List.of(1, 2), new PartitionRef("gone", 0), List.of(1)));

    assertThat(ensemble.reassigning()).isEmpty();
    assertThat(server.children("/admin")).isEmpty();
  }

  @Test
  void beginsNoMoveThatCouldNotEnd() throws Exception {
    server.put("/brokers/topics/orders", "{\"version\":1,\"partitions\":{\"0\":[1,2]}}");

    assertThatThrownBy(() -> ensemble.reassignments().alter(Map.of(ORDERS, List.of(1, 9))))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("broker 9 has no session");
    assertThat(ensemble.reassigning()).isEmpty();
  }

  @Test
  void takesNoMoveBack() {
    ensemble.reassignments().cancel(List.of(ORDERS));

    assertThatThrownBy(
            () -> {
              server.put("/brokers/topics/orders", "{\"partitions\":{\"0\":[1,2]}}");
              ensemble.reassignments().alter(Map.of(ORDERS, List.of(1, 3)));
              ensemble.reassignments().cancel(List.of(ORDERS));
            })
        .hasMessageContaining("before 2.4 cannot");
    assertThat(ensemble.reassigning()).isNotEmpty();
  }

  @Test
  void tellsWhoIsInSyncAsLeadersRecordedIt() throws Exception {
    server.put("/brokers/topics/orders", "{}");
    server.put("/brokers/topics/orders/partitions", "");
    for (int partition = 0; partition < 1_500; partition++) {
      server.put("/brokers/topics/orders/partitions/" + partition, "");
      server.put(
          "/brokers/topics/orders/partitions/" + partition + "/state",
          "{\"leader\":1,\"isr\":[1,%d]}".formatted(2 + partition));
    }
    List<PartitionRef> asked =
        IntStream.range(0, 1_501).mapToObj(p -> new PartitionRef("orders", p)).toList();

    assertThat(ensemble.inSync(asked))
        .hasSize(1_500)
        .containsEntry(ORDERS, List.of(1, 2))
        .containsEntry(new PartitionRef("orders", 1_499), List.of(1, 1_501));
    assertThat(ensemble.inSync(List.of())).isEmpty();
  }

  @Test
  void electsOneBatchAfterTheOther() throws Exception {
    ensemble.elections().preferred(List.of(ORDERS));

    assertThat(server.get("/admin/preferred_replica_election"))
        .isEqualTo("{\"version\":1,\"partitions\":[{\"topic\":\"orders\",\"partition\":0}]}");
    assertThatThrownBy(() -> ensemble.elections().preferred(List.of(ORDERS)))
        .isInstanceOf(UnreachableException.class);
  }

  @Test
  void changesConfigurationKeyByKeyAndTellsBrokers() throws Exception {
    server.put(
        "/config/brokers/<default>", "{\"version\":1,\"config\":{\"kept\":\"1\",\"gone\":\"1\"}}");

    ensemble.configs().alterDefault(Map.of("min.insync.replicas", "2"), List.of("gone"));

    assertThat(server.get("/config/brokers/<default>"))
        .isEqualTo("{\"version\":1,\"config\":{\"kept\":\"1\",\"min.insync.replicas\":\"2\"}}");
    assertThat(server.children("/config/changes")).containsExactly("config_change_0000000000");
    assertThat(server.get("/config/changes/config_change_0000000000"))
        .isEqualTo("{\"version\":2,\"entity_path\":\"brokers/<default>\"}");

    ensemble.configs().alterDefault(Map.of("min.insync.replicas", "2"), List.of());
    ensemble.configs().alterBroker(5, Map.of(), List.of("never.set"));
    ensemble.configs().alterTopics(Map.of("gone", Map.of("retention.ms", "1")), Map.of());
    assertThat(server.children("/config/changes")).hasSize(1);
  }

  @Test
  void isOutOfReachWithoutASession() {
    var nobody = new ZooKeeperEnsemble(connection("127.0.0.1:1"));

    assertThatThrownBy(nobody::reassigning)
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("no session");
    assertThat(nobody.members().leaderId()).isEqualTo(-1);
    nobody.close();
  }

  private static Connection connection(String address) {
    return new Connection() {
      @Override
      public List<String> brokers() {
        return List.of();
      }

      @Override
      public List<String> controllers() {
        return List.of();
      }

      @Override
      public Map<Integer, String> ensemble() {
        return Map.of(1001, address);
      }

      @Override
      public Map<String, Object> clientProperties() {
        return Map.of();
      }
    };
  }
}
