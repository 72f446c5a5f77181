package io.katka.local;

import io.katka.release.KafkaRelease;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A release whose nodes are real processes without Kafka in them, to test processes quickly. */
final class FakeRelease {
  static final KafkaRelease RELEASE = KafkaRelease.apache("4.3.1");

  private FakeRelease() {}

  /** Unpacks it as a distribution. */
  static Path unpack(Path home) throws IOException {
    Path libs = Files.createDirectories(home.resolve("libs"));
    try (var jar = new JarOutputStream(Files.newOutputStream(libs.resolve("kafka.jar")))) {
      for (String entry : List.of("kafka/Kafka.class", "kafka/tools/StorageTool.class")) {
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream code = FakeRelease.class.getResourceAsStream("/" + entry)) {
          code.transferTo(jar);
        }
      }
    }
    return home;
  }

  static NodeSpec broker(int id, Map<String, String> properties) {
    var revision = new Revision(RELEASE, properties, Set.of(), ResourcesSpec.DEFAULT);
    return new NodeSpec(
        id, NodeKind.BROKER, "broker", "", revision, StorageSpec.DEFAULT, Formatting.JOINING);
  }
}
