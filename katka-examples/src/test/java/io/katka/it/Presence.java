package io.katka.it;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Watches how many brokers a cluster shows, for as long as a test goes on. */
public final class Presence implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(200);

  private final Admin admin;
  private final int all;
  private final Thread watching = new Thread(this::watch, "presence");
  private volatile int mostMissing;
  private volatile boolean stop;

  private Presence(String bootstrap, int all) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    this.all = all;
  }

  /** Begins to watch a cluster of so many brokers. */
  public static Presence of(String bootstrap, int all) {
    var presence = new Presence(bootstrap, all);
    presence.watching.start();
    return presence;
  }

  /** How many brokers were missing at most at the same time. */
  public int mostMissing() {
    return mostMissing;
  }

  private void watch() {
    while (!stop) {
      try {
        mostMissing = Math.max(mostMissing, all - admin.describeCluster().nodes().get().size());
      } catch (ExecutionException e) {
        // Who cannot be asked just now is asked again.
      } catch (InterruptedException e) {
        return;
      }
      Await.pause(PACE);
    }
  }

  @Override
  public void close() {
    stop = true;
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    admin.close(Duration.ZERO);
  }
}
