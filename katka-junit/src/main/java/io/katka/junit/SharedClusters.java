package io.katka.junit;

import io.katka.fixture.FixtureSpec;
import io.katka.fixture.KatkaTestCluster;
import io.katka.internal.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clusters that tests of this run share: one for each that is wanted, until the run's end. */
final class SharedClusters implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<FixtureSpec, SharedCluster> clusters = new HashMap<>();

  /**
   * A handle on the cluster, for the time of a test or class.
   *
   * @param holder the test or class, as a path: who is above or below it in the tree counts as the
   *     same
   */
  Lease lease(FixtureSpec spec, String holder) {
    SharedCluster cluster;
    synchronized (this) {
      cluster = clusters.computeIfAbsent(spec, SharedCluster::new);
      cluster.enter(holder);
    }
    try {
      return new Lease(this, cluster, holder);
    } catch (RuntimeException e) {
      leave(cluster, holder);
      throw e;
    }
  }

  /** Makes a cluster the holder's own, once all others that use it are done with it. */
  synchronized void takeOver(SharedCluster cluster, String holder) {
    cluster.own(holder);
    clusters.remove(cluster.spec(), cluster);
    long start = SystemTime.INSTANCE.nanos();
    while (cluster.hasOthers(holder)) {
      long left = PATIENCE.toMillis() - (SystemTime.INSTANCE.nanos() - start) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "%s wants to change the shared cluster (%s), which others have used for %d min: %s. Give it one of its own: isolation = CLASS or METHOD."
                .formatted(holder, cluster.spec(), PATIENCE.toMinutes(), cluster.others(holder)));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for the shared cluster.", e);
      }
    }
  }

  void leave(SharedCluster cluster, String holder) {
    boolean last;
    synchronized (this) {
      cluster.leave(holder);
      last = cluster.isOwned() && cluster.isUnused();
      notifyAll();
    }
    if (last) {
      cluster.close();
    }
  }

  @Override
  public void close() {
    List<SharedCluster> all;
    synchronized (this) {
      all = new ArrayList<>(clusters.values());
      clusters.clear();
    }
    all.forEach(SharedCluster::close);
  }

  /** A handle on a shared cluster for the time of a test or class. */
  static final class Lease implements ClusterHold {
    private final SharedClusters all;
    private final SharedCluster cluster;
    private final String holder;
    private final KatkaTestCluster handle;

    Lease(SharedClusters all, SharedCluster cluster, String holder) {
      this.all = all;
      this.cluster = cluster;
      this.holder = holder;
      handle = cluster.started().shared(() -> all.takeOver(cluster, holder));
    }

    @Override
    public KatkaTestCluster cluster() {
      return handle;
    }

    @Override
    public void close() {
      all.leave(cluster, holder);
    }
  }
}
