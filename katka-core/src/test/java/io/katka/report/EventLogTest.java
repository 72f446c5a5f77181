package io.katka.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.katka.error.KatkaException;
import io.katka.event.KatkaEvent;
import io.katka.event.Progress;
import io.katka.internal.json.Json;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private final List<KatkaEvent> events = Script.eventful().events();

  @TempDir private Path folder;

  @Test
  void keeps_each_event_as_a_line_that_can_be_read_again() throws IOException {
    Path file = folder.resolve("new/folder/events.jsonl");

    try (var log = EventLog.to(file)) {
      events.forEach(log);
    }

    assertThat(Files.readAllLines(file))
        .map(line -> Json.read(line, KatkaEvent.class))
        .isEqualTo(events);
  }

  @Test
  void keeps_the_sum_of_a_progress_without_its_parts() throws IOException {
    Path file = folder.resolve("events.jsonl");
    var parts = List.of(new Progress("a", 1, 1, List.of()), new Progress("b", 3, 0, List.of()));

    try (var log = EventLog.to(file)) {
      log.accept(
          new KatkaEvent.ProgressMade(
              events.get(0).at(), "run-1", new Progress("apply", 1, 0, parts)));
    }

    assertThat(Files.readString(file))
        .endsWith("\"progress\":{\"name\":\"apply\",\"weight\":1.0,\"done\":0.25,\"parts\":[]}}\n");
  }

  @Test
  void has_an_event_in_the_file_before_it_is_closed() throws IOException {
    Path file = folder.resolve("events.jsonl");

    try (var log = EventLog.to(file)) {
      for (int i = 0; i < events.size(); i++) {
        log.accept(events.get(i));
        assertThat(Files.readAllLines(file)).hasSize(i + 1);
      }
    }
  }

  @Test
  void is_readable_by_its_owner_only_even_if_it_was_not_before() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    Path fresh = folder.resolve("fresh.jsonl");
    Path open = Files.createFile(folder.resolve("open.jsonl"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));

    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    EventLog.to(fresh).close();
    EventLog.to(open).close();

    assertThat(Files.getPosixFilePermissions(fresh)).isEqualTo(ownerOnly);
    assertThat(Files.getPosixFilePermissions(open)).isEqualTo(ownerOnly);
  }

  @Test
  void goes_on_after_what_is_there_and_ends_a_line_that_was_cut_short() throws IOException {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, "{\"type\":\"RunStarted\"}\n{\"type\":\"Run");

    try (var log = EventLog.to(file)) {
      log.accept(events.get(1));
    }
    try (var log = EventLog.to(file)) {
      log.accept(events.get(2));
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"type\":\"RunStarted\"}",
            "{\"type\":\"Run",
            Json.write(events.get(1)),
            Json.write(events.get(2)));
  }

  @Test
  void says_which_file_cannot_be_written() {
    assertThatThrownBy(() -> EventLog.to(folder))
        .isInstanceOf(KatkaException.class)
        .hasMessageStartingWith("Cannot open the event log " + folder);
  }

  @Test
  void refuses_events_once_closed() {
    EventLog log = EventLog.to(folder.resolve("events.jsonl"));
    log.close();

    assertThatThrownBy(() -> log.accept(events.get(0)))
        .isInstanceOf(KatkaException.class)
        .hasMessageStartingWith("Cannot write RunStarted to the event log ");
  }
}
