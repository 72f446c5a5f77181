package io.katka.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;

/** How the JDK's values look: moments and durations as ISO-8601 texts, sets sorted. */
final class ValueModule extends SimpleModule {
  @Serial private static final long serialVersionUID = 1L;

  ValueModule() {
    super("katka-values");
    addSerializer(Instant.class, ToStringSerializer.instance);
    addDeserializer(Instant.class, new Text<>(Instant.class, Instant::parse));
    addSerializer(Duration.class, ToStringSerializer.instance);
    addDeserializer(Duration.class, new Text<>(Duration.class, Duration::parse));
    addSerializer(new SortedSet());
    setDeserializerModifier(new LaterComponents());
  }

  /** Reads a value from its text. */
  private static final class Text<T> extends FromStringDeserializer<T> {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    Text(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    protected T _deserialize(String value, DeserializationContext context) {
      return parse.apply(value);
    }
  }

  /** Writes the members of a set in their natural order. */
  private static final class SortedSet extends StdSerializer<Set<?>> {
    @Serial private static final long serialVersionUID = 1L;

    SortedSet() {
      super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (Object member : set.stream().sorted().toList()) {
        provider.defaultSerializeValue(member, out);
      }
      out.writeEndArray();
    }
  }
}
