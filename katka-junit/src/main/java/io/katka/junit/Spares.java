package io.katka.junit;

import io.katka.fixture.FixtureSpec;
import io.katka.fixture.KatkaTestCluster;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * For a class whose tests each have a cluster of their own: the next one is started while a test
 * runs, as long as tests are left for it.
 */
final class Spares implements AutoCloseable {
  private final FixtureSpec spec;
  private final int tests;
  private @Nullable CompletableFuture<KatkaTestCluster> next;
  private int taken;

  /**
   * Spares of a cluster.
   *
   * @param tests how many tests the class has, as far as can be told beforehand
   */
  Spares(FixtureSpec spec, int tests) {
    this.spec = spec;
    this.tests = tests;
  }

  KatkaTestCluster take() {
    CompletableFuture<KatkaTestCluster> ready;
    synchronized (this) {
      ready = next;
      next = null;
      taken++;
    }
    KatkaTestCluster cluster = ready == null ? KatkaTestCluster.start(spec) : join(ready);
    prepareNext();
    return cluster;
  }

  private synchronized void prepareNext() {
    if (next == null && taken < tests) {
      var spare = new CompletableFuture<KatkaTestCluster>();
      next = spare;
      var thread = new Thread(() -> start(spare), "katka-spare");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void start(CompletableFuture<KatkaTestCluster> spare) {
    try {
      spare.complete(KatkaTestCluster.start(spec));
    } catch (RuntimeException e) {
      spare.completeExceptionally(e);
    }
  }

  private static KatkaTestCluster join(CompletableFuture<KatkaTestCluster> spare) {
    try {
      return spare.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException reason ? reason : e;
    }
  }

  @Override
  public void close() {
    CompletableFuture<KatkaTestCluster> unused;
    synchronized (this) {
      unused = next;
      next = null;
    }
    if (unused != null) {
      unused
          .handle(
              (cluster, failure) -> {
                if (cluster != null) {
                  cluster.close();
                }
                return "";
              })
          .join();
    }
  }
}
