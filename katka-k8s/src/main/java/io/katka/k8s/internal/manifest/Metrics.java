package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.katka.k8s.Monitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is rendered for Prometheus. */
final class Metrics {
  static final String PORT_NAME = "metrics";
  static final int JMX_PORT = 9090;

  private static final String AGENT_FILE = "agent.yaml";
  private static final String SIDECAR_FILE = "sidecar.yaml";

  private Metrics() {}

  /** The exporter's configuration in the container. */
  static String path(Monitoring monitoring) {
    return Paths.METRICS
        + "/"
        + (monitoring instanceof Monitoring.Sidecar ? SIDECAR_FILE : AGENT_FILE);
  }

  static Optional<Integer> port(ClusterFacts facts) {
    Monitoring monitoring = facts.options().monitoring();
    if (monitoring instanceof Monitoring.Agent agent) {
      return Optional.of(agent.port());
    }
    return monitoring instanceof Monitoring.Sidecar sidecar
        ? Optional.of(sidecar.port())
        : Optional.empty();
  }

  static List<HasMetadata> of(ClusterFacts facts) {
    var objects = new ArrayList<HasMetadata>();
    if (!(facts.options().monitoring() instanceof Monitoring.None)) {
      objects.add(rules(facts));
      if (facts.podMonitors()) {
        objects.add(podMonitor(facts));
      }
    }
    return objects;
  }

  private static ConfigMap rules(ClusterFacts facts) {
    String rules =
        NodeFiles.resource("jmx-exporter.yaml")
            + (Ensemble.isIn(facts) ? NodeFiles.resource("jmx-exporter-zookeeper.yaml") : "");
    boolean beside = facts.options().monitoring() instanceof Monitoring.Sidecar;
    return new ConfigMapBuilder()
        .withMetadata(Labels.of(facts, Names.metrics(facts.ref())))
        .withData(
            beside
                ? Map.of(SIDECAR_FILE, "hostPort: 127.0.0.1:" + JMX_PORT + "\n" + rules)
                : Map.of(AGENT_FILE, rules))
        .build();
  }

  private static GenericKubernetesResource podMonitor(ClusterFacts facts) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("monitoring.coreos.com/v1")
        .withKind("PodMonitor")
        .withMetadata(Labels.of(facts, facts.ref().name()))
        .addToAdditionalProperties(
            "spec",
            // In one order every time, as Map.of does not keep any.
            new TreeMap<String, Object>(
                Map.of(
                    "selector",
                    Map.of("matchLabels", Labels.cluster(facts.ref())),
                    "podMetricsEndpoints",
                    List.of(new TreeMap<>(Map.of("port", PORT_NAME, "path", "/metrics"))),
                    "podTargetLabels",
                    List.of(Labels.CLUSTER, Labels.POOL, Labels.NODE_ID))))
        .build();
  }
}
