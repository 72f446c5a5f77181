package io.katka.spi;

/** Finds a way to talk to ZooKeeper on the class path, by {@link java.util.ServiceLoader}. */
public interface EnsembleProvider {
  /** Opens it; nobody is contacted before something is asked. */
  Ensemble open(Connection connection, Time time);
}
