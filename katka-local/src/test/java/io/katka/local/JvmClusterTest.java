package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.release.KafkaRelease;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a start within this JVM asks; its nodes never come up here. */
class JvmClusterTest {
  @TempDir Path directory;

  private JvmCluster cluster;

  @BeforeEach
  void open() {
    cluster =
        new JvmCluster(
            new ClusterFiles(directory.resolve("kafka")),
            new Ports(directory, port -> true),
            task -> {},
            spec -> {
              throw new AssertionError("nothing is to be loaded");
            });
  }

  @Test
  void brokersAreEnoughWhereEachControllerIsOne() {
    cluster.start(node(1, NodeKind.COMBINED));
    cluster.start(node(2, NodeKind.COMBINED));

    assertThat(cluster.least().brokers()).hasSize(2);
    assertThat(cluster.least().controllers()).isEmpty();
  }

  @Test
  void controllersOfTheirOwnAreAskedBeforeThereIsABroker() {
    cluster.start(node(1001, NodeKind.CONTROLLER));
    cluster.start(node(1, NodeKind.BROKER));

    assertThat(cluster.least().controllers()).isEqualTo(cluster.controllers()).hasSize(1);
  }

  private static NodeSpec node(int id, NodeKind kind) {
    var revision =
        new Revision(KafkaRelease.apache("4.4.0"), Map.of(), Set.of(), ResourcesSpec.DEFAULT);
    return new NodeSpec(id, kind, "broker", "", revision, StorageSpec.DEFAULT, Formatting.JOINING);
  }
}
