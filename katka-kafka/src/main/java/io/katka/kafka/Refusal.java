package io.katka.kafka;

import io.katka.error.KatkaException;
import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.Faults;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Awaits the result for one of many things in an act, so that a refusal names that one. */
final class Refusal {
  private Refusal() {}

  /**
   * Waits until it is done.
   *
   * @param what what was attempted with which, as in "could not ..."
   * @param passedOver faults that mean there is nothing left to do
   */
  @SafeVarargs
  static void unlessDone(
      String what,
      KafkaFuture<@Nullable Void> future,
      Class<? extends KafkaException>... passedOver) {
    try {
      Await.value(future);
    } catch (KafkaException e) {
      pass(what, e, passedOver);
    }
  }

  /** Passes over a fault or throws it, as {@link #unlessDone}. */
  @SafeVarargs
  static void pass(
      String what, KafkaException fault, Class<? extends KafkaException>... passedOver) {
    for (Class<? extends KafkaException> type : passedOver) {
      if (type.isInstance(fault)) {
        return;
      }
    }
    if (Faults.isTransient(fault)) {
      throw fault;
    }
    throw new KatkaException(
        "Could not %s: %s: %s"
            .formatted(what, fault.getClass().getSimpleName(), fault.getMessage()),
        fault);
  }
}
