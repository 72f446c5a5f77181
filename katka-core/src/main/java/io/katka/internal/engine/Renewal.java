package io.katka.internal.engine;

import io.katka.error.KatkaException;
import io.katka.internal.SystemTime;
import io.katka.spi.ClusterLock;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a run's lock while an act takes long. A run under a time of its own, as in a simulator, is
 * left to its ticks.
 */
public final class Renewal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

  private final ScheduledExecutorService executor;

  private Renewal(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /** Renews until closed. */
  public static AutoCloseable start(ClusterLock lock, Duration lease, Time time) {
    if (time != SystemTime.INSTANCE) {
      return () -> {};
    }
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "katka-lock");
              thread.setDaemon(true);
              return thread;
            });
    long period = Math.max(1, lease.toMillis() / 6);
    executor.scheduleWithFixedDelay(() -> renew(lock), period, period, TimeUnit.MILLISECONDS);
    return new Renewal(executor);
  }

  private static void renew(ClusterLock lock) {
    try {
      lock.renew();
    } catch (KatkaException e) {
      // The run finds out before its next act; here it is only a matter for whoever debugs.
      LOG.debug("The lock could not be renewed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
