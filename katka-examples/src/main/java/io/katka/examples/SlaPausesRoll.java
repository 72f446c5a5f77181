package io.katka.examples;

import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.StepWaiting;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;

/**
 * A roll that waits while clients suffer: no node is restarted while the 99th percentile of their
 * latency, as Prometheus has it, is above a quarter of a second, or while Prometheus cannot tell.
 */
public final class SlaPausesRoll {
  private static final String LATENCY =
      "histogram_quantile(0.99, sum by (le) (rate(checkout_seconds_bucket[1m])))";

  private SlaPausesRoll() {}

  /**
   * Runs it; the first argument is where its clusters are kept meanwhile, the second one the
   * address of Prometheus.
   */
  public static void main(String[] arguments) throws IOException {
    URI prometheus = URI.create(arguments.length > 1 ? arguments[1] : "http://localhost:9090");
    try (var home = Home.below(arguments);
        Katka katka = home.katka()) {
      run(katka, prometheus, System.out);
    }
  }

  static ApplyResult run(Katka katka, URI prometheus, PrintStream out) {
    katka.manage("orders").replicas(1).version("4.4.0").apply();
    return katka
        .manage("orders")
        .config("queued.max.requests", 300)
        .upgrade(u -> u.allowUnavailable("*").allowQuorumLoss())
        .gate("sla", new PrometheusGate(prometheus, LATENCY, 0.25))
        .listener(event -> tell(event, out))
        .apply();
  }

  private static void tell(KatkaEvent event, PrintStream out) {
    if (event instanceof StepWaiting waiting) {
      for (BlockedSince reason : waiting.blockers()) {
        out.println(waiting.step() + " waits: " + reason.blocker().describe());
      }
    }
  }
}
