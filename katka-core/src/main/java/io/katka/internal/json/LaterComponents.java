package io.katka.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Lets records grow. A record with a constant {@code DEFAULT} of its own type reads what was
 * written before it got a component as that component's default, so that a cluster outlives the
 * version of Katka that made it. What such a text does have is read as strictly as everything else.
 */
final class LaterComponents extends BeanDeserializerModifier {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
    Object defaults = defaults(type.getBeanClass());
    return defaults == null ? deserializer : new Completing(deserializer, defaults);
  }

  private static @Nullable Object defaults(Class<?> type) {
    try {
      return type.isRecord() ? type.getField("DEFAULT").get(null) : null;
    } catch (NoSuchFieldException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a public constant can be read", e);
    }
  }

  private static final class Completing extends DelegatingDeserializer {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Object defaults;
    private transient volatile @Nullable JsonNode written;

    Completing(JsonDeserializer<?> delegate, Object defaults) {
      super(delegate);
      this.defaults = defaults;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
      return new Completing(delegate, defaults);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode given = context.readTree(parser);
      if (given instanceof ObjectNode object) {
        written((ObjectMapper) parser.getCodec())
            .properties()
            .forEach(
                entry -> {
                  if (!object.has(entry.getKey())) {
                    object.set(entry.getKey(), entry.getValue());
                  }
                });
      }
      try (JsonParser completed = given.traverse(parser.getCodec())) {
        completed.nextToken();
        return super.deserialize(completed, context);
      }
    }

    /** The defaults as they would be written, of which nothing is ever changed. */
    private JsonNode written(ObjectMapper mapper) {
      JsonNode known = written;
      if (known == null) {
        known = mapper.valueToTree(defaults);
        written = known;
      }
      return known;
    }
  }
}
