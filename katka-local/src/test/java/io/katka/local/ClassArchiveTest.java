package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  private static final String WRITE = "-XX:ArchiveClassesAtExit=";
  private static final String USE = "-XX:SharedArchiveFile=";
  private static final int ENDED_BY_SIGTERM = 143;
  private static final String KAFKA = "kafka.Kafka";

  @TempDir Path directory;
  private ClassArchive archive;
  private List<Path> classPath;

  @BeforeEach
  void aClassPath() throws IOException {
    archive = archive();
    classPath = List.of(Files.writeString(directory.resolve("kafka.jar"), "classes"));
  }

  @Test
  void isWrittenByTheFirstNodeAndUsedOnceThatEndedWell() throws IOException {
    Path draft = file(archive.options(classPath, KAFKA, "first"), WRITE);
    assertThat(archive.options(classPath, KAFKA, "second")).isEmpty();

    Files.writeString(draft, "archive");
    archive.ended("first", ENDED_BY_SIGTERM);

    assertThat(draft).doesNotExist();
    assertThat(file(archive.options(classPath, KAFKA, "third"), USE)).hasContent("archive");
    assertThat(file(archive().options(classPath, KAFKA, "of another program"), USE)).exists();
  }

  @Test
  void ofANodeThatWasKilledIsThrownAwayAndWrittenByTheNext() throws IOException {
    Path draft = file(archive.options(classPath, KAFKA, "first"), WRITE);
    Files.writeString(draft, "half an archive");

    archive.ended("first", 137);

    assertThat(draft).doesNotExist();
    assertThat(file(archive.options(classPath, KAFKA, "second"), WRITE)).isNotEqualTo(draft);
  }

  @Test
  void isNotTheSameForAnotherClassPath() throws IOException {
    Files.writeString(file(archive.options(classPath, KAFKA, "first"), WRITE), "archive");
    archive.ended("first", 0);

    Files.writeString(classPath.get(0), "other classes");

    assertThat(archive.options(classPath, KAFKA, "second").get(0)).startsWith(WRITE);
  }

  @Test
  void isNotTheSameForAnotherProgramOverTheSameJars() throws IOException {
    Files.writeString(file(archive.options(classPath, "zookeeper", "member"), WRITE), "archive");
    archive.ended("member", 0);

    assertThat(archive.options(classPath, KAFKA, "broker").get(0)).startsWith(WRITE);
    assertThat(archive.options(classPath, "zookeeper", "another").get(0)).startsWith(USE);
  }

  @Test
  void leavesNoDraftsOfProgramsThatDied() throws IOException {
    Path abandoned = file(archive.options(classPath, KAFKA, "first"), WRITE);
    Files.writeString(abandoned, "half an archive");
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    Path fresh = file(archive().options(classPath, KAFKA, "second"), WRITE);

    assertThat(abandoned).doesNotExist();
    assertThat(fresh).isNotEqualTo(abandoned);
  }

  private ClassArchive archive() {
    return new ClassArchive(directory.resolve("cache"), JavaHome.ofThisProgram());
  }

  private static Path file(List<String> options, String option) {
    assertThat(options).anyMatch(o -> o.startsWith(option));
    return Path.of(options.get(0).substring(option.length()));
  }
}
