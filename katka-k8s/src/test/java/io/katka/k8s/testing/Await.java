package io.katka.k8s.testing;

import io.katka.internal.SystemTime;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline that only a fault reaches. */
public final class Await {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /** Waits until it holds. */
  public static void until(Supplier<String> situation, Callable<Boolean> condition) {
    long start = SystemTime.INSTANCE.nanos();
    Exception last = null;
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      if (SystemTime.INSTANCE.nanos() - start > DEADLINE.toNanos()) {
        throw new AssertionError("not within " + DEADLINE + ": " + situation.get(), last);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      SystemTime.INSTANCE.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
