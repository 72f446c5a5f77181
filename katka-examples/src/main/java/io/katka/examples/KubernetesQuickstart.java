package io.katka.examples;

import io.katka.ApplyResult;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.k8s.Exposure;
import io.katka.k8s.KubernetesPlatform;
import io.katka.report.ConsoleRenderer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job on Kubernetes: 3 brokers of one version come up as pods, are filled, grow to 5 with
 * a rebalance under traffic from outside, and are rolled to the next version under traffic. In the
 * namespace of the current context, which must be there. Exits with 1 if an acknowledged record was
 * lost, duplicated or out of order.
 */
public final class KubernetesQuickstart {
  private static final PrintStream OUT = System.out;

  private KubernetesQuickstart() {}

  /**
   * Runs it.
   *
   * @param arguments an address of a Kubernetes node that this machine reaches, and where reports
   *     go, {@code target} unless given
   */
  public static void main(String[] arguments) throws IOException {
    String nodeAddress = arguments.length > 0 ? arguments[0] : "127.0.0.1";
    Path target = Path.of(arguments.length > 1 ? arguments[1] : "target");
    Files.createDirectories(target);
    KubernetesPlatform platform =
        KubernetesPlatform.builder()
            .options(
                options ->
                    options
                        .exposure(Exposure.nodePort().hosts(nodeAddress))
                        .controllerResources(controller -> controller.heap("256Mi")))
            .build();
    List<ApplyResult> results = run(platform, "4.3.1", "4.4.0");
    Report.write(target.resolve("report.json"), results);
    boolean clean = results.stream().flatMap(r -> r.proof().stream()).allMatch(p -> p.clean());
    OUT.println(clean ? "Nothing acknowledged was lost." : "ACKNOWLEDGED RECORDS WERE LOST.");
    if (!clean) {
      System.exit(1);
    }
  }

  static List<ApplyResult> run(KubernetesPlatform platform, String from, String to) {
    try (Katka katka =
        Katka.builder().platform(platform).listener(ConsoleRenderer.to(OUT)).build()) {
      List<ApplyResult> results = new ArrayList<>();
      results.add(
          step(katka.manage("kafka").replicas(3).version(from).resources(r -> r.heap("512Mi"))));
      Filling.fill(katka.manage("kafka").status().bootstrapServers());
      results.add(step(katka.manage("kafka").replicas(5).prove(p -> p.rate(500))));
      results.add(step(katka.manage("kafka").version(to).prove(p -> p.rate(500))));
      OUT.println(katka.manage("kafka").status());
      katka.manage("kafka").deleteWithVolumes().apply();
      return results;
    }
  }

  private static ApplyResult step(ClusterRequest request) {
    OUT.println(request.plan());
    ApplyResult result = request.apply();
    OUT.println(result);
    return result;
  }
}
