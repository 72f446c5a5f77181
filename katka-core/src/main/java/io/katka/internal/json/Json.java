package io.katka.internal.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.katka.error.KatkaException;

/**
 * Katka's records as JSON and back. The same value gives the same text: components in their order
 * of declaration, maps and sets sorted. Moments are ISO-8601 texts, and what belongs to a closed
 * set says which it is in a member {@code type}. Reading is strict: nothing may be missing, unknown
 * or twice, since a text that is not understood as a whole is no base to act on; except that what a
 * record with a constant {@code DEFAULT} got later may be missing.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new SealedTypes())
          .addModule(new ValueModule())
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /** A value in one line. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw unwritable(value, e);
    }
  }

  /** A value over several lines, indented, for a person. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw unwritable(value, e);
    }
  }

  /**
   * The value that a text stands for.
   *
   * @throws KatkaException if the text is no such value as a whole
   */
  public static <T> T read(String json, Class<T> type) {
    T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new KatkaException(
          "Cannot read %s from JSON%s: %s".formatted(name(type), where, e.getOriginalMessage()), e);
    }
    if (value == null) {
      throw new KatkaException("Cannot read %s from JSON: it is null".formatted(name(type)));
    }
    return value;
  }

  private static KatkaException unwritable(Object value, JsonProcessingException cause) {
    return new KatkaException(
        "Cannot write %s as JSON: %s".formatted(name(value.getClass()), cause.getOriginalMessage()),
        cause);
  }

  private static String name(Class<?> type) {
    return type.getSimpleName();
  }
}
