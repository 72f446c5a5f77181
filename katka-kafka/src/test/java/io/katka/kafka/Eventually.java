package io.katka.kafka;

import io.katka.error.UnreachableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Awaits a condition, with a deadline. */
public final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private Eventually() {}

  /** Looks until what is seen is as wanted. */
  public static <T> T see(String what, Supplier<T> look, Predicate<T> wanted) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    Object last = "nothing";
    while (System.nanoTime() - deadline < 0) {
      try {
        T seen = look.get();
        if (wanted.test(seen)) {
          return seen;
        }
        last = String.valueOf(seen);
      } catch (UnreachableException e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("never saw that " + what + "; last saw " + last);
  }
}
