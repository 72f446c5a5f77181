package io.katka.samples;

import io.katka.fixture.KatkaTestCluster;

/** A cluster for a program that is no test. */
final class PlainMain {
  private PlainMain() {}

  public static void main(String[] args) {
    try (KatkaTestCluster kafka = KatkaTestCluster.start(c -> c.brokers(3).version("4.4.0"))) {
      System.out.println(kafka.bootstrapServers());
    }
  }
}
