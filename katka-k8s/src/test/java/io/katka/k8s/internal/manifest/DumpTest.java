package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.k8s.*;
import java.nio.file.*;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DumpTest {
  @Test
  void dump() throws Exception {
    ClusterFacts d =
        Clusters.dedicated(
            "render-d", Options.builder().controllerResources(r -> r.heap("256Mi")).build());
    Files.writeString(
        Path.of("target/d.yaml"),
        Clusters.all(d, Clusters.nodes(d)).stream()
            .map(Serialization::asYaml)
            .collect(Collectors.joining()));
    ClusterFacts c =
        Clusters.combined(
            "render-c", Options.builder().controllerResources(r -> r.heap("256Mi")).build());
    Files.writeString(
        Path.of("target/c.yaml"),
        Clusters.all(c, Clusters.nodes(c)).stream()
            .map(Serialization::asYaml)
            .collect(Collectors.joining()));
  }
}
