package io.katka.examples;

import io.katka.ApplyResult;
import io.katka.Katka;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Confluent Platform 5.0.0, which is Kafka 2.0 with a ZooKeeper ensemble, rolled to 5.1.0 under
 * traffic: first the binaries, with the old protocol level kept, then, once that has proved itself,
 * the level. Exits with 1 if an acknowledged record was lost, duplicated or out of order.
 */
public final class ConfluentFive {
  private static final PrintStream OUT = System.out;

  private ConfluentFive() {}

  /**
   * Runs it below the directory that the first argument names, with as many brokers as the second.
   */
  public static void main(String[] arguments) throws IOException {
    int brokers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    boolean clean;
    try (Home home = Home.below(arguments);
        Katka katka = home.katka()) {
      provision(katka, brokers);
      clean =
          upgrade(katka, OUT).stream().flatMap(r -> r.proof().stream()).allMatch(p -> p.clean());
    }
    OUT.println(clean ? "Nothing acknowledged was lost." : "ACKNOWLEDGED RECORDS WERE LOST.");
    if (!clean) {
      System.exit(1);
    }
  }

  static void provision(Katka katka, int brokers) {
    katka.manage("kafka").replicas(brokers).version("5.0.0").apply();
  }

  static List<ApplyResult> upgrade(Katka katka, PrintStream out) {
    var results = new ArrayList<ApplyResult>();
    out.println(katka.manage("kafka").version("5.1.0").plan());
    results.add(katka.manage("kafka").version("5.1.0").prove(p -> p.rate(200)).apply());
    out.println(results.get(0));
    results.add(katka.manage("kafka").prove(p -> p.rate(200)).finalizeVersion().apply());
    out.println(results.get(1));
    out.println(katka.manage("kafka").status());
    return results;
  }
}
