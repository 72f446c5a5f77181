package io.katka.kafka.internal;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.BootstrapResolutionException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Tells faults that pass by themselves from those that do not. */
public final class Faults {
  private Faults() {}

  /** Whether the fault says that Kafka could not be asked just now, and nothing else. */
  public static boolean isTransient(Throwable fault) {
    return fault instanceof RetriableException
        || isUnresolved(fault)
        || isNotServingClients(fault)
        || isWithoutEnsemble(fault);
  }

  /**
   * Whether trying again at once may help. A timeout is no such fault: the AdminClient has tried
   * again all along.
   */
  public static boolean mayPassSoon(Throwable fault) {
    return isTransient(fault) && !(fault instanceof TimeoutException) && !isUnresolved(fault);
  }

  /** Whether the client may know nobody any more whom it could ask. */
  public static boolean isOutOfReach(Throwable fault) {
    return fault instanceof TimeoutException
        || fault instanceof DisconnectException
        || isUnresolved(fault)
        || isNotServingClients(fault);
  }

  /**
   * Whether a controller refused clients altogether. One that has just started does so until it has
   * read the metadata version from the log, and any does below metadata version 3.7. It tells that
   * apart from other unsupported versions in its message only, which releases word differently.
   */
  public static boolean isNotServingClients(@Nullable Throwable fault) {
    return fault instanceof UnsupportedVersionException
        && String.valueOf(fault.getMessage())
            .toLowerCase(Locale.ROOT)
            .contains("direct-to-controller");
  }

  /**
   * Whether a broker could not ask its ZooKeeper ensemble: its session is over, as when it was
   * paused, and it has no new one yet. It answers with no error code of its own then, so only the
   * message, which is ZooKeeper's, tells.
   */
  private static boolean isWithoutEnsemble(Throwable fault) {
    String message = String.valueOf(fault.getMessage());
    return fault instanceof UnknownServerException
        && (message.startsWith("KeeperErrorCode = Session expired")
            || message.startsWith("KeeperErrorCode = ConnectionLoss"));
  }

  /**
   * A fault in Katka's terms: unreachable if it passes by itself, refused otherwise.
   *
   * @param what what was attempted, as in "could not ..."
   */
  public static RuntimeException told(String what, KafkaException fault) {
    String message =
        "Could not %s: %s: %s"
            .formatted(what, fault.getClass().getSimpleName(), fault.getMessage());
    return isTransient(fault)
        ? new UnreachableException(message, fault)
        : new KatkaException(message, fault);
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
