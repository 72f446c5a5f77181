package io.katka.bench.sim;

/** Thousands of simulated runs a second are not for the log. */
final class Quiet {
  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Quiet() {}

  /** To be called before anything of Katka is. */
  static void please() {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "off");
    }
  }
}
