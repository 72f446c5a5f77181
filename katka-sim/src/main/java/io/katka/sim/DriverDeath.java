package io.katka.sim;

/** Ends a driver where it stands, past every catch of an exception, as the end of its process. */
public final class DriverDeath extends Error {
  @java.io.Serial private static final long serialVersionUID = 1L;

  DriverDeath(String driver) {
    super(driver + " is dead", null, false, false);
  }
}
