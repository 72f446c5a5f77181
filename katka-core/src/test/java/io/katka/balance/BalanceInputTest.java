package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.balance.BrokerSlot.State;
import io.katka.error.InvalidSpecException;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalanceInputTest {
  private static final String REPLICAS = "topic,partition,position,broker,bytes,leader\n";

  @TempDir private Path folder;

  @Test
  void csvLinesInAnyOrderMakeATable() throws IOException {
    write("brokers.csv", "id,rack,disk,state\n1,a,100,active\n2,b,,draining\n");
    write("replicas.csv", REPLICAS + "t,1,0,2,7,0\nt,0,1,2,5,1\nt,1,1,1,7,1\nt,0,0,1,5,0\n");
    BalanceInput input = BalanceInput.fromCsv(folder);
    assertThat(input.brokers())
        .containsExactly(
            new BrokerSlot(1, "a", State.ACTIVE, 100, 0),
            new BrokerSlot(2, "b", State.DRAINING, 0, 0));
    assertThat(input.table().replicaList(0)).containsExactly(1, 2);
    assertThat(input.table().leader(0)).isEqualTo(2);
    assertThat(input.table().replicaList(1)).containsExactly(2, 1);
    assertThat(input.table().bytes(1)).isEqualTo(7);
  }

  @Test
  void aWrongCsvFieldIsNamedWithItsLine() throws IOException {
    write("brokers.csv", "id,rack,disk,state\n1,a,100,asleep\n");
    write("replicas.csv", REPLICAS);
    assertThatThrownBy(() -> BalanceInput.fromCsv(folder))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("brokers.csv line 2")
        .hasMessageContaining("asleep");
  }

  @Test
  void aMissingCsvColumnIsNamed() throws IOException {
    write("brokers.csv", "id,rack,state\n");
    assertThatThrownBy(() -> BalanceInput.fromCsv(folder))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("brokers.csv line 1")
        .hasMessageContaining("disk");
  }

  @Test
  void jsonMakesTheSameTable() throws IOException {
    write(
        "input.json",
        """
        {"brokers": [{"id": 1, "rack": "a"}, {"id": 2, "rack": "b", "state": "new"}],
         "partitions": [
          {"topic": "t", "partition": 0, "replicas": [1], "leader": 1, "bytes": 5, "bytesIn": 3}]}
        """);
    BalanceInput input = BalanceInput.fromJson(folder.resolve("input.json"));
    assertThat(input.brokers())
        .containsExactly(BrokerSlot.of(1, "a", State.ACTIVE), BrokerSlot.of(2, "b", State.NEW));
    assertThat(input.table().bytes(0)).isEqualTo(5);
    assertThat(input.table().bytesInPerSecond(0)).isEqualTo(3);
  }

  @Test
  void jsonWithoutReplicasIsRefusedByItsPlace() throws IOException {
    write("input.json", "{\"partitions\": [{\"topic\": \"t\", \"partition\": 0}]}");
    assertThatThrownBy(() -> BalanceInput.fromJson(folder.resolve("input.json")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("partitions[0]");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Nested
  class InputThatMakesNoSense {
    @Test
    void anUnknownBroker() {
      refused(table(5, 1, 9), brokers(2), "t-0", "9");
    }

    @Test
    void twoReplicasOnABroker() {
      refused(table(5, 1, 1), brokers(2), "t-0", "twice on broker 1");
    }

    @Test
    void moreReplicasThanBrokersThatStay() {
      var brokers = List.of(BrokerSlot.active(1), BrokerSlot.of(2, "", State.DRAINING));
      refused(table(5, 1, 2), brokers, "t-0", "2 replicas", "at most 1");
    }

    @Test
    void replicasThatWouldShareARackWhereTheyMayNot() {
      PartitionTable table =
          PartitionTable.builder().topic("t", 1).partition(0, 10, 1, 2, 4).build();
      List<BrokerSlot> brokers =
          List.of(
              BrokerSlot.of(1, "a", State.ACTIVE),
              BrokerSlot.of(2, "b", State.ACTIVE),
              BrokerSlot.of(3, "b", State.ACTIVE),
              BrokerSlot.of(4, "c", State.DRAINING));
      refused(table, brokers, "t-0", "3 replicas, one on broker 4", "2 racks are left", "rack c");
      assertThat(
              BalancePlanner.plan(table, brokers, BalancePolicy.DEFAULT.racks(true, false))
                  .replicaMoves())
          .isEqualTo(1);
    }

    @Test
    void aNegativeSize() {
      refused(table(-7, 1), brokers(2), "t-0", "-7");
    }

    @Test
    void allBrokersDraining() {
      refused(table(5, 1), List.of(BrokerSlot.of(1, "", State.DRAINING)), "0 take replicas");
    }

    @Test
    void aBrokerGivenTwice() {
      refused(
          table(5, 1), List.of(BrokerSlot.active(1), BrokerSlot.active(1)), "broker 1", "twice");
    }

    @Test
    void disksThatCannotHoldAll() {
      var brokers =
          List.of(
              new BrokerSlot(1, "", State.ACTIVE, 60, 0), new BrokerSlot(2, "", State.NEW, 30, 0));
      refused(table(100, 1), brokers, "100 bytes", "90 bytes");
    }

    @Test
    void aPartitionThatNoDiskHolds() {
      var brokers =
          List.of(
              new BrokerSlot(1, "", State.DRAINING, 100, 0),
              new BrokerSlot(2, "", State.ACTIVE, 60, 0),
              new BrokerSlot(3, "", State.ACTIVE, 60, 0));
      refused(table(100, 1), brokers, "t-0", "100 bytes", "broker 1");
    }

    private static PartitionTable table(long bytes, int... replicas) {
      return PartitionTable.builder().topic("t", 1).partition(0, bytes, replicas).build();
    }

    private static List<BrokerSlot> brokers(int count) {
      return java.util.stream.IntStream.rangeClosed(1, count).mapToObj(BrokerSlot::active).toList();
    }

    private static void refused(PartitionTable table, List<BrokerSlot> brokers, String... said) {
      assertThatThrownBy(() -> BalancePlanner.plan(table, brokers, BalancePolicy.DEFAULT))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContainingAll(said);
    }
  }
}
