package io.katka.k8s.internal.manifest;

import io.katka.k8s.Monitoring;
import java.util.Optional;

/** What is rendered for Prometheus. */
final class Metrics {
  static final String PORT_NAME = "metrics";
  static final String FILE = "jmx-exporter.yaml";
  static final String PATH = Paths.METRICS + "/" + FILE;

  private Metrics() {}

  static Optional<Integer> port(ClusterFacts facts) {
    Monitoring monitoring = facts.options().monitoring();
    if (monitoring instanceof Monitoring.Agent agent) {
      return Optional.of(agent.port());
    }
    return monitoring instanceof Monitoring.Sidecar sidecar
        ? Optional.of(sidecar.port())
        : Optional.empty();
  }
}
