package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.release.KafkaRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of an unpacked distribution: those in its {@code libs}. */
record HomeJars(Path home) implements ReleaseJars {

  /** Whether the broker in there is of that version. */
  boolean has(String kafkaVersion) {
    return Files.exists(libs().resolve("kafka_2.13-" + kafkaVersion + ".jar"));
  }

  @Override
  public List<Path> of(KafkaRelease release) {
    try (Stream<Path> files = Files.list(libs())) {
      List<Path> jars = files.filter(HomeJars::isForRunning).sorted().toList();
      if (jars.isEmpty()) {
        throw new KatkaException("No jars of %s in %s.".formatted(release.describe(), libs()));
      }
      return jars;
    } catch (IOException e) {
      throw new KatkaException(
          "Cannot read the jars of %s: %s is no directory of an unpacked Kafka, it has no readable 'libs'."
              .formatted(release.describe(), home),
          e);
    }
  }

  private Path libs() {
    return home.resolve("libs");
  }

  private static boolean isForRunning(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar")
        && !name.endsWith("-sources.jar")
        && !name.endsWith("-javadoc.jar")
        && !name.endsWith("-test.jar");
  }
}
