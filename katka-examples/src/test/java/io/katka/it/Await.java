package io.katka.it;

import io.katka.internal.SystemTime;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline that only a fault reaches. */
final class Await {
  private static final Duration DEADLINE = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  static void until(Supplier<String> situation, Callable<Boolean> condition) {
    long start = SystemTime.INSTANCE.nanos();
    while (!holds(condition)) {
      if (SystemTime.INSTANCE.nanos() - start > DEADLINE.toNanos()) {
        throw new AssertionError("not within " + DEADLINE + ": " + situation.get());
      }
      pause(PAUSE);
    }
  }

  static void pause(Duration duration) {
    try {
      SystemTime.INSTANCE.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      return false;
    }
  }
}
