package io.katka.kafka;

import io.katka.error.KatkaException;
import io.katka.spi.Connection;
import io.katka.spi.Ensemble;
import io.katka.spi.EnsembleProvider;
import io.katka.spi.Time;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The ZooKeeper ensemble of a cluster that has one, opened when it is first needed. */
final class EnsembleSide implements AutoCloseable {
  private final Connection connection;
  private final Time time;
  private @Nullable Ensemble opened;

  EnsembleSide(Connection connection, Time time) {
    this.connection = connection;
    this.time = time;
  }

  /**
   * The ensemble; empty where the cluster has none.
   *
   * @throws KatkaException if nothing on the class path can talk to it
   */
  synchronized Optional<Ensemble> find() {
    if (opened == null && !connection.ensemble().isEmpty()) {
      opened = provider().open(connection, time);
    }
    return Optional.ofNullable(opened);
  }

  private static EnsembleProvider provider() {
    return ServiceLoader.load(EnsembleProvider.class, EnsembleSide.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new KatkaException(
                    "The cluster keeps its metadata in ZooKeeper, and nothing on the class path can"
                        + " talk to that: add the module io.katka:katka-zookeeper."));
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
