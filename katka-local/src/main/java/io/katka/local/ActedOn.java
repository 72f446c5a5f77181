package io.katka.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clusters this program acted on, each with the lock it did so under last, which it leaves in
 * order when it ends.
 */
final class ActedOn implements AutoCloseable {
  private final NodeWork work;
  private final Consumer<Map<ClusterFiles, LocalLock>> exit;
  private final Map<ClusterFiles, LocalLock> clusters = new ConcurrentHashMap<>();
  private @Nullable Thread hook;
  private boolean closed;

  ActedOn(NodeWork work, Consumer<Map<ClusterFiles, LocalLock>> exit) {
    this.work = work;
    this.exit = exit;
  }

  synchronized void add(ClusterFiles cluster, LocalLock lock) {
    if (closed) {
      throw new IllegalStateException("this platform is closed: open another one");
    }
    clusters.put(cluster, lock);
    if (hook == null) {
      hook = new Thread(this::leave, "katka-local-exit");
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  void forget(ClusterFiles cluster) {
    clusters.remove(cluster);
  }

  @Override
  public void close() {
    if (leave() && hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The program is ending already, and the hook finds nothing left to do.
        return;
      }
    }
  }

  private synchronized boolean leave() {
    if (closed) {
      return false;
    }
    closed = true;
    work.close();
    exit.accept(clusters);
    return true;
  }
}
