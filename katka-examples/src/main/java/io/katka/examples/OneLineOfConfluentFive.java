package io.katka.examples;

import io.katka.Katka;
import java.io.PrintStream;

/**
 * Confluent Platform 5.1.0, which is Kafka 2.1 with a ZooKeeper ensemble, in one line: five brokers
 * and three members, below the user's home. They stop when the program ends, and start again when
 * it runs again. Where several platforms are on the class path, as here, the system property {@code
 * katka.platform} says which.
 */
public final class OneLineOfConfluentFive {
  private static final PrintStream OUT = System.out;

  private OneLineOfConfluentFive() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    Katka.cluster("kafka").replicas(5).version("5.1.0").apply();
    OUT.println(Katka.cluster("kafka").status());
  }
}
