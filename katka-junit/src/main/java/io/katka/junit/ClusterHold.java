package io.katka.junit;

import io.katka.fixture.KatkaTestCluster;

/** A test's hold on a cluster, kept in the store of its context and closed with that. */
interface ClusterHold extends AutoCloseable {
  /** The handle for the test. */
  KatkaTestCluster cluster();

  @Override
  void close();

  /** A cluster that nobody else uses. */
  record Own(KatkaTestCluster cluster) implements ClusterHold {
    @Override
    public void close() {
      cluster.close();
    }
  }
}
