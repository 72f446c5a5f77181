package io.katka.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes the files that hold what is known about clusters. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Optional.of(MAPPER.readValue(Files.readString(file), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new KatkaException(
          "Cannot understand %s: %s. Restore it, or move it away to give up what it records."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UnreachableException("Cannot read " + file + ": " + e, e);
    }
  }

  static void write(Path file, Object value) {
    try {
      OwnerOnly.write(file, MAPPER.writeValueAsString(value) + "\n");
    } catch (IOException e) {
      throw new UnreachableException("Cannot write " + file + ": " + e, e);
    }
  }
}
