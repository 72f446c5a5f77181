package io.katka.spi;

/** What a connection is for. */
public enum Purpose {
  /** Katka's own looks and acts. */
  ADMIN,
  /** Producing and consuming, as the cluster's clients do. */
  CLIENT
}
