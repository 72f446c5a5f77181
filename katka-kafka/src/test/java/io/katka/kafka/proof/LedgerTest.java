package io.katka.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void what_is_acknowledged_and_found_in_order_is_clean() {
    for (int i = 0; i < 100; i++) {
      sendAcknowledged(0);
    }
    for (int i = 0; i < 100; i++) {
      ledger.found(0, i);
    }

    assertThat(ledger.sent()).isEqualTo(100);
    assertThat(ledger.acknowledged()).isEqualTo(100);
    assertThat(ledger.lost()).isZero();
    assertThat(ledger.duplicated()).isZero();
    assertThat(ledger.outOfOrder()).isZero();
  }

  @Test
  void an_acknowledged_record_that_is_not_found_is_lost() {
    sendAcknowledged(0);
    sendAcknowledged(0);
    sendAcknowledged(1);
    ledger.found(0, 1);

    assertThat(ledger.lost()).isEqualTo(2);
  }

  @Test
  void a_record_that_was_given_up_is_not_lost_and_may_be_found() {
    ledger.send(0);
    ledger.failed();
    ledger.send(0);
    ledger.failed();
    ledger.found(0, 1);

    assertThat(ledger.failedRecords()).isEqualTo(2);
    assertThat(ledger.lost()).isZero();
    assertThat(ledger.duplicated()).isZero();
  }

  @Test
  void a_record_found_again_is_a_duplicate() {
    sendAcknowledged(0);
    ledger.found(0, 0);
    ledger.found(0, 0);

    assertThat(ledger.duplicated()).isEqualTo(1);
    assertThat(ledger.outOfOrder()).isZero();
  }

  @Test
  void a_record_found_after_a_later_one_is_out_of_order() {
    ledger.found(0, 0);
    ledger.found(0, 2);
    ledger.found(0, 1);
    ledger.found(1, 0);

    assertThat(ledger.outOfOrder()).isEqualTo(1);
    assertThat(ledger.duplicated()).isZero();
  }

  @Test
  void the_longest_stall_is_that_of_the_slowest_acknowledgement() {
    ledger.acknowledged(0, 0, 3_000_000);
    ledger.acknowledged(0, 1, 9_000_000);
    ledger.acknowledged(0, 2, 1_000_000);

    assertThat(ledger.longestStallMillis()).isEqualTo(9);
  }

  private void sendAcknowledged(int partition) {
    ledger.acknowledged(partition, ledger.send(partition), 1);
  }
}
