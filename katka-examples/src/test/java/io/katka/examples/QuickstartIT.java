package io.katka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes minutes, and the README's command runs the same: only in the profile {@code soak}. */
@Tag("soak")
class QuickstartIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path target;

  @Test
  void nothingAcknowledgedIsLostAndNothingIsLeftBehind() throws IOException {
    List<Path> before = temporaryHomes();

    Quickstart.main(new String[] {target.toString()});

    JsonNode results = JSON.readTree(target.resolve("report.json").toFile());
    assertThat(results).hasSize(3).allMatch(r -> r.path("outcome").asText().equals("DONE"));
    assertThat(results.get(0).path("seen").isNull()).isTrue();
    for (JsonNode proof : List.of(results.get(1).path("seen"), results.get(2).path("seen"))) {
      assertThat(proof.path("acknowledged").asLong()).isPositive();
      assertThat(proof.path("lost").asLong()).isZero();
    }
    for (String line : Files.readAllLines(target.resolve("events.jsonl"))) {
      assertThat(JSON.readTree(line).path("runId").asText()).isNotEmpty();
    }
    assertThat(temporaryHomes()).isEqualTo(before);
  }

  private static List<Path> temporaryHomes() throws IOException {
    try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("katka-quickstart"))
          .toList();
    }
  }
}
