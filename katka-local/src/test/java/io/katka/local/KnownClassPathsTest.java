package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class paths that were resolved before. */
class KnownClassPathsTest {
  private static final List<String> BROKER = List.of("org.apache.kafka:kafka_2.13:4.4.0");

  @TempDir Path directory;
  private KnownClassPaths known;
  private Path first;
  private Path second;

  @BeforeEach
  void twoJars() throws IOException {
    known = new KnownClassPaths(directory.resolve("cache"));
    first = Files.writeString(directory.resolve("a b.jar"), "one");
    second = Files.writeString(directory.resolve("c.jar"), "two");
    known.keep(BROKER, List.of(second, first));
  }

  @Test
  void areFoundInTheirOrderByAnotherProgram() {
    assertThat(new KnownClassPaths(directory.resolve("cache")).find(BROKER))
        .contains(List.of(second, first));
    assertThat(known.find(List.of("org.apache.kafka:kafka_2.13:4.3.1"))).isEmpty();
  }

  @Test
  void areForgottenOnceAJarIsGone() throws IOException {
    Files.delete(first);
    assertThat(known.find(BROKER)).isEmpty();
  }

  @Test
  void areForgottenOnceAJarHasAnotherSize() throws IOException {
    Files.writeString(first, "another");
    assertThat(known.find(BROKER)).isEmpty();
  }

  @Test
  void areForgottenWhereTheirFileIsNoneOfOurs() throws IOException {
    Files.writeString(file(), "scribbles\n");
    assertThat(known.find(BROKER)).isEmpty();
  }

  @Test
  void areTheOwnersOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  private Path file() throws IOException {
    try (var files = Files.list(directory.resolve("cache"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
