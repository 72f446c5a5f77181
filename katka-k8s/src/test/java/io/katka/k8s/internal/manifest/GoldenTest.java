package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.k8s.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is rendered, to be read. After an intended change run with {@code
 * -Dkatka.golden.write=true}, and look at the difference.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void whatNodesShare() throws IOException {
    matches("cluster.yaml", Manifests.cluster(Clusters.dedicated(Options.DEFAULT)));
  }

  @Test
  void aBroker() throws IOException {
    ClusterFacts facts = Clusters.dedicated(Options.DEFAULT);
    matches("broker.yaml", Manifests.node(facts, Clusters.broker(1)));
  }

  @Test
  void aController() throws IOException {
    ClusterFacts facts = Clusters.dedicated(Options.DEFAULT);
    matches("controller.yaml", Manifests.node(facts, Clusters.controller(1001)));
  }

  @Test
  void aNodeThatIsBoth() throws IOException {
    ClusterFacts facts = Clusters.combined("kafka-ns", Options.DEFAULT);
    matches("combined.yaml", Manifests.node(facts, Clusters.combined(facts, 1)));
  }

  @Test
  void thePermitToFormat() throws IOException {
    ClusterFacts facts = Clusters.dedicated(Options.DEFAULT);
    matches("format-permit.yaml", List.of(Manifests.formatPermit(facts, Clusters.broker(1))));
  }

  static void matches(String file, List<? extends HasMetadata> objects) throws IOException {
    String rendered = objects.stream().map(Serialization::asYaml).collect(Collectors.joining());
    Path golden = GOLDEN.resolve(file);
    if (Boolean.getBoolean("katka.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).as(file).isEqualTo(Files.readString(golden));
  }
}
