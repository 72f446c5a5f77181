package io.katka.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Serializers for the types that Kafka has some for, and those that a test names. */
final class Serdes {
  private static final Map<Type, Serde<?>> KNOWN =
      Map.ofEntries(
          known(String.class),
          known(Long.class),
          known(Integer.class),
          known(Short.class),
          known(Double.class),
          known(Float.class),
          known(Boolean.class),
          known(byte[].class),
          known(ByteBuffer.class),
          known(Bytes.class),
          known(UUID.class),
          Map.entry(Void.class, org.apache.kafka.common.serialization.Serdes.Void()));

  private Serdes() {}

  private static <T> Map.Entry<Type, Serde<?>> known(Class<T> type) {
    return Map.entry(type, org.apache.kafka.common.serialization.Serdes.serdeFrom(type));
  }

  /** The serializer of a type, or the one that was named for it. */
  static Serializer<?> serializer(
      Type type, Class<? extends Serializer<?>> named, Class<?> none, String where) {
    return named == none
        ? known(type, where, "@WithSerializer").serializer()
        : create(named, where);
  }

  /** The deserializer of a type, or the one that was named for it. */
  static Deserializer<?> deserializer(
      Type type, Class<? extends Deserializer<?>> named, Class<?> none, String where) {
    return named == none
        ? known(type, where, "@WithDeserializer").deserializer()
        : create(named, where);
  }

  /** The two type arguments of a producer or consumer. */
  static List<Type> arguments(Type type, String where) {
    if (type instanceof ParameterizedType parameterized
        && parameterized.getActualTypeArguments().length == 2) {
      return List.of(parameterized.getActualTypeArguments());
    }
    throw new ExtensionConfigurationException(
        "%s has no types of keys and values: write them, as in Producer<String, String>."
            .formatted(where));
  }

  private static Serde<?> known(Type type, String where, String annotation) {
    Serde<?> serde = KNOWN.get(type);
    if (serde == null) {
      throw new ExtensionConfigurationException(
          "Kafka has nothing of its own for %s in %s: name a class with %s."
              .formatted(type.getTypeName(), where, annotation));
    }
    return serde;
  }

  private static <T> T create(Class<T> type, String where) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new ExtensionConfigurationException(
          "%s for %s cannot be made: %s".formatted(type.getName(), where, e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new ExtensionConfigurationException(
          "%s for %s needs a constructor without parameters.".formatted(type.getName(), where), e);
    }
  }
}
