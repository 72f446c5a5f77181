package io.katka.kafka.internal;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Turns a future of the AdminClient into its value or its fault. */
public final class Await {
  private Await() {}

  /**
   * Waits for a value; the AdminClient's own timeout bounds the wait.
   *
   * @throws KafkaException the fault as Kafka names it; an {@link InterruptException} leaves the
   *     thread's interrupt flag set
   */
  public static <T extends @Nullable Object> T value(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Waits for a value; empty where it failed with one of these faults. */
  @SafeVarargs
  public static <T> Optional<T> unless(
      KafkaFuture<T> future, Class<? extends KafkaException>... passedOver) {
    try {
      return Optional.ofNullable(value(future));
    } catch (KafkaException e) {
      for (Class<? extends KafkaException> type : passedOver) {
        if (type.isInstance(e)) {
          return Optional.empty();
        }
      }
      throw e;
    }
  }

  private static RuntimeException fault(@Nullable Throwable cause) {
    return cause instanceof RuntimeException known ? known : new KafkaException(cause);
  }
}
