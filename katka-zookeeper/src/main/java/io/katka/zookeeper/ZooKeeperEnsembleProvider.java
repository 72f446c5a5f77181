package io.katka.zookeeper;

import io.katka.spi.Connection;
import io.katka.spi.Ensemble;
import io.katka.spi.EnsembleProvider;
import io.katka.spi.Time;

/** Opens ensembles over ZooKeeper's own client; found by {@link java.util.ServiceLoader}. */
public final class ZooKeeperEnsembleProvider implements EnsembleProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ZooKeeperEnsembleProvider() {}

  @Override
  public Ensemble open(Connection connection, Time time) {
    return new ZooKeeperEnsemble(connection);
  }
}
