package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.balance.BrokerSlot.State;
import io.katka.balance.Instances.Instance;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BalancePlannerTest {

  @Test
  void anEmptyTableGivesAnEmptyPlan() {
    var plan = plan(PartitionTable.empty(), BalancePolicy.DEFAULT, BrokerSlot.active(1));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.toReassignmentJson()).isEqualTo("{\"version\":1,\"partitions\":[]}");
  }

  @Test
  void aNewBrokerGetsItsShareAndNothingElseMoves() {
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 30; p++) {
      table.partition(p, 100, p % 2 + 1);
    }
    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT,
            BrokerSlot.active(1),
            BrokerSlot.active(2),
            BrokerSlot.of(3, "", State.NEW));
    assertThat(plan.replicaMoves()).isEqualTo(10);
    assertThat(plan.moveRatio()).isEqualTo(1);
    assertThat(plan.moves()).allMatch(move -> move.to().equals(List.of(3)));
    assertThat(plan.estimateMillis(100)).isEqualTo(10_000);
    assertThat(plan.toString()).contains("Moves 10 replicas").contains("new");
    assertThat(plan.toRollbackJson()).contains("\"replicas\":[1]").doesNotContain("[3]");
  }

  @Test
  void noFewerMovesWouldDoThanTheLargestThatWeighWhatABrokerMustLose() {
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 18; p++) {
      table.partition(p, p == 0 ? 40 : p < 9 ? 10 : 0, p / 9 + 1);
    }
    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT.byteTolerance(0.001),
            BrokerSlot.active(1),
            BrokerSlot.active(2));
    assertThat(plan.bytes()).isEqualTo(40 + 2 * 10);
    assertThat(plan.bounds().moves()).isEqualTo(plan.replicaMoves()).isEqualTo(2 * 3);
  }

  @Test
  void whatStaysTakesNoPlaceThatOnlyWhatLeavesADrainedBrokerCanHave() {
    var table = PartitionTable.builder().topic("t", 1);
    table.partition(0, 100, 0, 9).partition(1, 100, 0, 8).partition(2, 100, 0, 8);
    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT.byteTolerance(0.5),
            BrokerSlot.of(0, "b", State.ACTIVE),
            BrokerSlot.of(5, "c", State.NEW),
            BrokerSlot.of(8, "a", State.ACTIVE),
            BrokerSlot.of(9, "a", State.DRAINING));
    assertThat(plan.replicaMoves()).isEqualTo(2);
  }

  @Test
  void aPartitionBeingReassignedIsPlannedFromWhereItGoes() {
    var table = PartitionTable.builder().topic("t", 1);
    table.row(0, 100, new int[] {1, 2}, 1, 1, 2, 1);
    table.partition(1, 100, 1);
    var plan =
        plan(table.build(), BalancePolicy.DEFAULT, BrokerSlot.active(1), BrokerSlot.active(2));
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void anExcludedTopicOnlyLeavesADrainingBroker() {
    var table = PartitionTable.builder().topic("kept", 1);
    for (int p = 0; p < 20; p++) {
      table.partition(p, 100, p < 4 ? 2 : 1);
    }
    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT.exclude("kept"),
            BrokerSlot.active(1),
            BrokerSlot.of(2, "", State.DRAINING),
            BrokerSlot.active(3));
    assertThat(plan.moves()).hasSize(4).allMatch(move -> move.to().equals(List.of(3)));
    assertThat(plan.leaderChanges()).isEmpty();
  }

  @Test
  void aBudgetIsKept() {
    Instance instance = striped(20, 4, 1500, 1);
    long all = instance.plan(BalancePolicy.DEFAULT).bytes();
    BalancePlan plan = instance.plan(BalancePolicy.DEFAULT.budget(all / 2));
    assertThat(plan.bytes()).isBetween(all / 3, all / 2);
    assertThat(plan.notes()).anyMatch(note -> note.contains("budget"));
  }

  @Test
  void unknownSizesAreNoted() {
    var table = PartitionTable.builder().topic("t", 1).partition(0, -1, 1).build();
    var plan = plan(table, BalancePolicy.DEFAULT, BrokerSlot.active(1));
    assertThat(plan.notes()).containsExactly("1 partitions of unknown size count as 0 bytes.");
  }

  @Test
  void aGiantPartitionIsSaidToLimit() {
    var table = PartitionTable.builder().topic("t", 1).partition(0, 100, 1).partition(1, 1, 2);
    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT.byteTolerance(0),
            BrokerSlot.active(1),
            BrokerSlot.active(2),
            BrokerSlot.of(3, "", State.NEW));
    assertThat(plan.notes()).anyMatch(note -> note.contains("t-0 of 100 bytes"));
  }

  @Test
  void racksThatForbidEvenCountsAreSaidToLimit() {
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 10; p++) {
      table.partition(p, 100, 1 + p % 2, 3, 4);
    }
    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT,
            BrokerSlot.of(1, "a", State.ACTIVE),
            BrokerSlot.of(2, "a", State.ACTIVE),
            BrokerSlot.of(3, "b", State.ACTIVE),
            BrokerSlot.of(4, "c", State.ACTIVE));
    assertThat(plan.moves()).isEmpty();
    assertThat(plan.notes())
        .containsExactly(
            "Replica counts are from 5 to 10: what each rack must hold allows no more even ones.");
  }

  @Test
  void aPlanDoneByHalfAndPlannedAgainMovesLittleMore() {
    double extra = 0;
    double whole = 0;
    for (long seed = 0; seed < 20; seed++) {
      Instance instance = striped(20, 4, 1500, seed);
      BalancePolicy policy = BalancePolicy.DEFAULT.byteTolerance(0.02);
      BalancePlan plan = instance.plan(policy);
      BalancePlan rest = instance.halfWay(plan).plan(policy);
      long done = 0;
      for (int i = 0; i < plan.moves().size(); i += 2) {
        done += plan.moves().get(i).bytes();
      }
      extra += done + rest.bytes() - plan.bytes();
      whole += plan.bytes();
    }
    assertThat(extra / whole).isLessThanOrEqualTo(0.01);
  }

  /**
   * Brokers of one rack have twice the bytes of the other's, so those furthest below an even share
   * are all in the rack that a broker of the other one cannot give anything to; a few partitions of
   * one replica give no row of two a choice of racks.
   */
  @Test
  void aBrokerWithTooManyBytesGivesThemWithinItsRackWhereRowsHaveNoChoiceOfRacks() {
    int wide = 140;
    int narrow = wide / 2;
    var brokers = new ArrayList<BrokerSlot>();
    for (int b = 1; b <= wide + narrow; b++) {
      brokers.add(BrokerSlot.of(b, b <= wide ? "wide" : "narrow", State.ACTIVE));
    }
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 10 * wide; p++) {
      boolean below = p % 2 == 0;
      int of = 1 + p / 10;
      int half = narrow / 2;
      int peer = 1 + wide + (below ? 0 : half) + p / 2 % half;
      table.partition(p, of == 1 ? 1034 : below ? 996 : 1004, of, peer);
    }
    table.topic("single", 1);
    for (int p = 0; p < 5; p++) {
      table.partition(p, 0, 1 + wide + p);
    }

    var plan =
        plan(
            table.build(),
            BalancePolicy.DEFAULT.byteTolerance(0.0045),
            brokers.toArray(BrokerSlot[]::new));

    assertThat(plan.bounds().tolerance()).as(plan.toString()).isLessThanOrEqualTo(0.0045);
  }

  @Test
  void noDiskIsFilledBeyondItsSize() {
    for (long seed = 0; seed < 30; seed++) {
      Instance instance = Instances.withoutRacks(seed);
      long total = 0;
      long receiving = 0;
      for (BrokerLoad load : instance.plan(BalancePolicy.DEFAULT).brokers()) {
        total += load.before().bytes();
        receiving += load.broker().state().receives() ? 1 : 0;
      }
      long disk = total / receiving * 6 / 5;
      var brokers = new ArrayList<BrokerSlot>();
      for (BrokerSlot broker : instance.brokers()) {
        brokers.add(new BrokerSlot(broker.id(), "", broker.state(), disk, 0));
      }
      for (BrokerLoad load :
          new Instance(instance.table(), brokers).plan(BalancePolicy.DEFAULT).brokers()) {
        assertThat(load.after().bytes())
            .as("seed %d, broker %d", seed, load.broker().id())
            .isLessThanOrEqualTo(Math.max(disk, load.before().bytes()));
      }
    }
  }

  private static Instance striped(int brokers, int added, int partitions, long seed) {
    var random = new Random(seed);
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < partitions; p++) {
      long bytes = (long) (1_000_000 * Math.exp(random.nextGaussian()));
      table.partition(p, bytes, p % brokers, (p + 1 + p / brokers % 3) % brokers);
    }
    var slots = new ArrayList<BrokerSlot>();
    for (int id = 0; id < brokers + added; id++) {
      slots.add(BrokerSlot.of(id, "", id < brokers ? State.ACTIVE : State.NEW));
    }
    return new Instance(table.build(), slots);
  }

  private static BalancePlan plan(
      PartitionTable table, BalancePolicy policy, BrokerSlot... brokers) {
    return BalancePlanner.plan(table, List.of(brokers), policy);
  }
}
