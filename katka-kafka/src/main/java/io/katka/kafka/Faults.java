package io.katka.kafka;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.BootstrapResolutionException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells faults that pass by themselves from those that do not. */
final class Faults {
  private Faults() {}

  /** Whether the fault says that Kafka could not be asked just now, and nothing else. */
  static boolean isTransient(Throwable fault) {
    return fault instanceof RetriableException || isUnresolved(fault);
  }

  /**
   * Whether trying again at once may help. A timeout is no such fault: the AdminClient has tried
   * again all along.
   */
  static boolean mayPassSoon(Throwable fault) {
    return isTransient(fault) && !(fault instanceof TimeoutException) && !isUnresolved(fault);
  }

  /** Whether the client may know nobody any more whom it could ask. */
  static boolean isOutOfReach(Throwable fault) {
    return fault instanceof TimeoutException
        || fault instanceof DisconnectException
        || isUnresolved(fault);
  }

  private static boolean isUnresolved(@Nullable Throwable fault) {
    if (fault == null) {
      return false;
    }
    return fault instanceof BootstrapResolutionException
        || (fault instanceof ConfigException
            && String.valueOf(fault.getMessage()).contains("resolvable"))
        || isUnresolved(fault.getCause());
  }
}
