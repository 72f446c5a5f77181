package io.katka.report;

import io.katka.error.KatkaException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.ProgressMade;
import io.katka.event.Progress;
import io.katka.internal.json.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps a run's events in a file, one JSON object a line, each there as soon as {@link #accept}
 * returns. Of a progress the sum is kept, not its parts, of which a long plan has thousands. Only
 * the file's owner can read it, where the file system knows owners. What the file holds already
 * stays. May be used from several threads.
 */
public final class EventLog implements Consumer<KatkaEvent>, AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final FileChannel channel;

  private EventLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the log, creating the file and its directory where they are missing.
   *
   * @throws KatkaException if the file cannot be written
   */
  public static EventLog to(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      Files.createDirectories(absolute.getParent());
      boolean torn = endsWithinLine(absolute);
      var log = new EventLog(absolute, open(absolute));
      if (torn) {
        log.write("\n");
      }
      return log;
    } catch (IOException e) {
      throw new KatkaException(
          "Cannot open the event log %s: %s. Give a path that can be written."
              .formatted(absolute, e),
          e);
    }
  }

  /**
   * Writes an event.
   *
   * @throws KatkaException if it could not be written, or the log is closed
   */
  @Override
  public synchronized void accept(KatkaEvent event) {
    try {
      write(Json.write(summed(event)) + "\n");
    } catch (IOException e) {
      throw new KatkaException(
          "Cannot write %s to the event log %s: %s"
              .formatted(event.getClass().getSimpleName(), file, e),
          e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new KatkaException("Cannot close the event log %s: %s".formatted(file, e), e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (!Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
      return FileChannel.open(file, options);
    }
    FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    FileChannel channel = FileChannel.open(file, options, ownerOnly);
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    return channel;
  }

  /** Whether a crash cut the last line short, so that the next event must not follow on it. */
  private static boolean endsWithinLine(Path file) throws IOException {
    if (Files.notExists(file)) {
      return false;
    }
    try (var reader = new RandomAccessFile(file.toFile(), "r")) {
      if (reader.length() == 0) {
        return false;
      }
      reader.seek(reader.length() - 1);
      return reader.read() != '\n';
    }
  }

  private static KatkaEvent summed(KatkaEvent event) {
    if (!(event instanceof ProgressMade made)) {
      return event;
    }
    Progress all = made.progress();
    var sum = new Progress(all.name(), all.weight(), all.fraction(), List.of());
    return new ProgressMade(made.at(), made.runId(), sum);
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
