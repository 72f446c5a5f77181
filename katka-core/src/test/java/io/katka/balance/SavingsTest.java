package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavingsTest {
  private static final double TOLERANCE = 0.1;

  private static final BalancePolicy POLICY = BalancePolicy.DEFAULT.byteTolerance(TOLERANCE);

  private final Model model;
  private final Targets targets;

  /**
   * Broker 1 could take its 20 back for the 15 that stayed, but broker 2 cannot spare the 5. Broker
   * 3 can, and has a replica that is copied anyway to give for a smaller one.
   */
  SavingsTest() {
    long[] sizes = {20, 15, 10, 5, 85, 65, 95};
    int[] homes = {1, 1, 1, 1, 1, 2, 3};
    int[] places = {2, 1, 3, 2, 1, 2, 3};
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < sizes.length; p++) {
      table.partition(p, sizes[p], homes[p]);
    }
    var brokers = List.of(BrokerSlot.active(1), BrokerSlot.active(2), BrokerSlot.active(3));
    model = ModelReader.read(table.build(), brokers, POLICY);
    targets = Targets.of(model);
    for (int r = 0; r < places.length; r++) {
      model.take(r);
      model.put(r, places[r] - 1);
    }
  }

  @Test
  void aBrokerThatGotMoreThanItNeedsGivesSoThatAnotherCopiesLess() {
    save(0);
    assertThat(model.at).containsExactly(0, 1, 1, 2, 0, 1, 2);
    assertThat(model.copied()).isEqualTo(30);
  }

  @Test
  void fewEnoughBytesAreNotMadeFewer() {
    int[] before = model.at.clone();
    save(model.copied());
    assertThat(model.at).containsExactly(before);
  }

  private void save(double enough) {
    var exchange =
        new Exchange(model, targets, new Stock(model, new SizeOrder(model.size)), TOLERANCE);
    new Savings(model, exchange).save(new Band(model, targets, TOLERANCE), 1000, enough);
  }
}
