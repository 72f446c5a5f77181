package io.katka.samples;

/** Chooses the fixture's backend for a while, as {@code -Dkatka.fixture} does for a whole run. */
final class FixtureProperty implements AutoCloseable {
  private static final String NAME = "katka.fixture";

  private final String before = System.getProperty(NAME);

  FixtureProperty(String backend) {
    System.setProperty(NAME, backend);
  }

  @Override
  public void close() {
    if (before == null) {
      System.clearProperty(NAME);
    } else {
      System.setProperty(NAME, before);
    }
  }
}
