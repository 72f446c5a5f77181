package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes the files that hold what is known about clusters. */
final class Json {
  private Json() {}

  static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Optional.of(io.katka.internal.json.Json.read(Files.readString(file), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UnreachableException("Cannot read " + file + ": " + e, e);
    } catch (KatkaException e) {
      throw new KatkaException(
          "Cannot understand %s: %s. Restore it, or move it away to give up what it records."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  static void write(Path file, Object value) {
    try {
      OwnerOnly.write(file, io.katka.internal.json.Json.pretty(value) + "\n");
    } catch (IOException e) {
      throw new UnreachableException("Cannot write " + file + ": " + e, e);
    }
  }
}
