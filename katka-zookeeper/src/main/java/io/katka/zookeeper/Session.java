package io.katka.zookeeper;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A session with the ensemble, begun when it is first needed, and anew when it has ended or the
 * members' addresses have changed. One call at a time.
 */
final class Session implements AutoCloseable {
  private static final int SESSION_MILLIS = 10_000;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 5_000;

  private final Supplier<Map<Integer, String>> members;
  private @Nullable ZooKeeper client;
  private String address = "";
  private boolean closed;

  Session(Supplier<Map<Integer, String>> members) {
    this.members = members;
  }

  /** Something to be done with nodes. */
  interface Use<T> {
    T with(ZNodes nodes) throws InterruptedException;
  }

  /**
   * Uses the session.
   *
   * @param what what is attempted, as in "could not ..."
   * @throws UnreachableException if the ensemble cannot be asked just now
   * @throws KatkaException if it refuses
   */
  synchronized <T> T with(String what, Use<T> use) {
    try {
      return use.with(new ZNodes(connected(what)));
    } catch (ZNodes.Fault e) {
      throw told(what, e.fault());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KatkaException("Interrupted while trying to %s.".formatted(what), e);
    }
  }

  private ZooKeeper connected(String what) throws InterruptedException {
    if (closed) {
      throw new KatkaException("The Kafka gateway is closed: open another one.");
    }
    String wanted = String.join(",", List.copyOf(members.get().values()));
    ZooKeeper present = client;
    if (present != null && present.getState().isConnected() && address.equals(wanted)) {
      return present;
    }
    end();
    address = wanted;
    present = begin(what);
    client = present;
    return present;
  }

  private ZooKeeper begin(String what) throws InterruptedException {
    var connected = new CountDownLatch(1);
    ZooKeeper begun;
    try {
      var config = new ZKClientConfig();
      config.setProperty(
          ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, Integer.toString(REQUEST_MILLIS));
      begun =
          new ZooKeeper(
              address,
              SESSION_MILLIS,
              event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                  connected.countDown();
                }
              },
              config);
    } catch (IOException e) {
      throw new UnreachableException(
          "Could not %s through ZooKeeper %s: %s".formatted(what, address, e), e);
    }
    if (!connected.await(CONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
      begun.close(0);
      throw new UnreachableException(
          "Could not %s through ZooKeeper %s: no session within %d ms, as while the ensemble has no leader."
              .formatted(what, address, CONNECT_MILLIS),
          new IllegalStateException("no session"));
    }
    return begun;
  }

  private RuntimeException told(String what, KeeperException fault) {
    String message = "Could not %s through ZooKeeper %s: %s".formatted(what, address, fault);
    return switch (fault.code()) {
      case CONNECTIONLOSS, SESSIONEXPIRED, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONMOVED ->
          new UnreachableException(message, fault);
      default -> new KatkaException(message, fault);
    };
  }

  private void end() throws InterruptedException {
    ZooKeeper ended = client;
    client = null;
    if (ended != null) {
      ended.close(REQUEST_MILLIS);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
