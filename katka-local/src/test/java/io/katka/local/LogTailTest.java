package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path directory;

  @Test
  void asManyLinesAsAskedForHoweverLongTheyAre() throws IOException {
    String record = "r".repeat(5_000);
    Path file = written("short", record, "middle", record, "last");

    assertThat(LogTail.of(List.of(file), 4)).containsExactly(record, "middle", record, "last");
    assertThat(LogTail.of(List.of(written("short", record)), 1)).containsExactly(record);
  }

  @Test
  void allLinesOfAFileThatHasFewer() throws IOException {
    assertThat(LogTail.of(List.of(written("one", "two")), 5)).containsExactly("one", "two");
  }

  @Test
  void theFilesOneAfterTheOtherAndNoneOfOneThatIsNotThere() throws IOException {
    Path console = Files.write(directory.resolve("console"), List.of("a", "b"));

    assertThat(LogTail.of(List.of(console, directory.resolve("none"), written("c", "d")), 3))
        .containsExactly("b", "c", "d");
  }

  private Path written(String... lines) throws IOException {
    return Files.write(directory.resolve("server.log"), List.of(lines));
  }
}
