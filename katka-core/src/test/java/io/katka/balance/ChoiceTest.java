package io.katka.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  @Test
  void aGiantIsExchangedForTheOneOfTheOthersThatIsNotChosen() {
    assertThat(bytes(7, 75, 10, 10, 10, 10, 10, 10, 10, 30)).isEqualTo(70);
  }

  @Test
  void theNearestOnEitherSideIsChosen() {
    assertThat(bytes(1, 34, 10, 20, 30, 40, 50)).isEqualTo(30);
    assertThat(bytes(1, 36, 10, 20, 30, 40, 50)).isEqualTo(40);
  }

  private static long bytes(int number, double wanted, long... sizes) {
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < sizes.length; p++) {
      table.partition(p, sizes[p], 1);
    }
    Model model =
        ModelReader.read(table.build(), List.of(BrokerSlot.active(1)), BalancePolicy.DEFAULT);
    var choice = new Choice(model);
    for (int r = 0; r < sizes.length; r++) {
      choice.add(r, sizes[r]);
    }
    var hand = new Hand();
    long bytes = choice.take(number, 0, wanted, hand);
    assertThat(hand.length()).isEqualTo(number);
    return bytes;
  }
}
