package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainLogTest {
  @TempDir Path directory;

  private Path core;
  private Path binding;
  private Path api;

  @BeforeEach
  void make() throws IOException {
    core = jar("log4j-core-2.25.5.jar", "some/Class.class");
    binding = jar("log4j-slf4j-impl-2.25.5.jar", "some/Other.class");
    api =
        jar(
            "log4j-api-2.25.5.jar",
            "org/apache/logging/log4j/simple/internal/SimpleProvider$Config.class");
  }

  private Path jar(String name, String entry) throws IOException {
    Path file = directory.resolve(name);
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(entry));
    }
    return file;
  }

  @Test
  void leavesLog4jOutWhereKafkaCanDoWithout() throws IOException {
    Path kafka =
        jar("kafka-server-4.4.0.jar", "org/apache/kafka/server/logger/NoOpController.class");

    assertThat(PlainLog.of(List.of(kafka, core, binding, api)))
        .hasValueSatisfying(log -> assertThat(log.jars()).containsExactly(kafka, binding, api));
  }

  @Test
  void isNotForKafkaThatNeedsLog4j() throws IOException {
    Path kafka = jar("kafka-server-4.0.0.jar", "kafka/server/KafkaServer.class");

    assertThat(PlainLog.of(List.of(kafka, core, binding, api))).isEmpty();
  }

  @Test
  void isNotForAnotherLog4jThanItKnows() throws IOException {
    Path kafka =
        jar("kafka-server-4.4.0.jar", "org/apache/kafka/server/logger/NoOpController.class");
    Path older = jar("log4j-api-2.17.1.jar", "org/apache/logging/log4j/Logger.class");

    assertThat(PlainLog.of(List.of(kafka, core, binding, older))).isEmpty();
  }

  @Test
  void saysWhatItGoesBy() throws IOException {
    Path kafka =
        jar("kafka-server-4.4.0.jar", "org/apache/kafka/server/logger/NoOpController.class");
    ReleaseLog log = PlainLog.of(List.of(kafka, core, binding, api)).orElseThrow();

    assertThat(log.resource("log4j2.simplelog.properties")).isPresent();
    assertThat(log.resource("log4j2.StatusLogger.properties")).isPresent();
    assertThat(log.resource("another.properties")).isEmpty();
  }
}
