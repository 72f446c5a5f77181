package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.release.KafkaRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeJarsTest {
  private static final KafkaRelease RELEASE = KafkaRelease.apache("4.4.0");
  private static final Path REGISTRY = Path.of("/registry.jar");

  @TempDir Path home;
  private Path broker;

  @BeforeEach
  void unpack() throws IOException {
    Path libs = Files.createDirectories(home.resolve("libs"));
    broker = Files.createFile(libs.resolve("kafka_2.13-4.4.0.jar"));
    Files.createFile(libs.resolve("kafka_2.13-4.4.0-sources.jar"));
    Files.createFile(libs.resolve("kafka_2.13-4.4.0-javadoc.jar"));
    Files.createFile(libs.resolve("notes.txt"));
  }

  @Test
  void areTheJarsForRunning() {
    assertThat(new HomeJars(home).of(RELEASE)).containsExactly(broker);
  }

  @Test
  void ofADirectoryWithoutLibsAreRefused() {
    assertThatThrownBy(() -> new HomeJars(home.resolve("libs")).of(RELEASE))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("no directory of an unpacked Kafka");
  }

  @Test
  void comeBeforeTheRegistryWhenTheCallerNamedTheDirectory() {
    assertThat(releases(Map.of("4.4.0", home), Optional.empty()).of(RELEASE))
        .containsExactly(broker);
  }

  @Test
  void ofKafkaHomeServeItsOwnVersionOnly() {
    InstalledReleases releases = releases(Map.of(), Optional.of(home));
    assertThat(releases.of(RELEASE)).containsExactly(broker);
    assertThat(releases.of(KafkaRelease.apache("4.3.1"))).containsExactly(REGISTRY);
  }

  private static InstalledReleases releases(Map<String, Path> homes, Optional<Path> kafkaHome) {
    return new InstalledReleases(homes, kafkaHome, release -> List.of(REGISTRY));
  }
}
