package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SideBySideTest {
  private final List<String> history = new CopyOnWriteArrayList<>();
  private final AtomicBoolean shared = new AtomicBoolean();

  @Test
  void theBrokerStartsWhileTheControllerStillDoes() {
    var brokerIsUp = new CountDownLatch(1);

    start(
        () -> {
          history.add("controller begins");
          shared.set(true);
          await(brokerIsUp);
          history.add("controller is up");
        },
        () -> {
          history.add("broker is up");
          brokerIsUp.countDown();
        });

    assertThat(history).containsExactly("controller begins", "broker is up", "controller is up");
  }

  @Test
  void theBrokerStartsAfterAControllerThatSharesNothing() {
    start(() -> history.add("controller"), () -> history.add("broker"));

    assertThat(history).containsExactly("controller", "broker");
  }

  @Test
  void ofAControllerThatFailsNoBrokerIsStarted() {
    assertThatThrownBy(() -> start(failing("no port"), () -> history.add("broker")))
        .hasMessage("no port");

    assertThat(history).isEmpty();
  }

  @Test
  void aBrokerThatWaitsForAControllerThatFailedIsInterruptedUntilItEnds() {
    var brokerWaits = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                start(
                    () -> {
                      shared.set(true);
                      await(brokerWaits);
                      throw new IllegalStateException("no port");
                    },
                    () -> {
                      brokerWaits.countDown();
                      interrupted();
                      interrupted();
                      history.add("broker gives up");
                    }))
        .hasMessage("no port");

    assertThat(history).containsExactly("broker gives up");
  }

  @Test
  void theStartFailsWithTheBroker() {
    assertThatThrownBy(() -> start(() -> shared.set(true), failing("disk full")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("disk full");
  }

  private void start(Runnable controller, Runnable broker) {
    new SideBySide(controller, shared::get, broker).run();
  }

  private static Runnable failing(String message) {
    return () -> {
      throw new IllegalStateException(message);
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once the thread is interrupted. */
  private static void interrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      return;
    }
  }
}
