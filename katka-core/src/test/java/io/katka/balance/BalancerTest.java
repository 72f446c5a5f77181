package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.Katka;
import io.katka.balance.BrokerSlot.State;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerTest {

  @Test
  void plansWithoutACluster() {
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 4; p++) {
      table.partition(p, 100, 1);
    }
    var input =
        new BalanceInput(
            table.build(), List.of(BrokerSlot.active(1), BrokerSlot.of(2, "", State.NEW)));

    assertThat(Katka.balancer().plan(input).replicaMoves()).isEqualTo(2);
    assertThat(
            Katka.balancer().policy(BalancePolicy.DEFAULT.exclude("t")).plan(input).replicaMoves())
        .isZero();
  }
}
