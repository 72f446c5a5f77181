package io.katka.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The serializers of an injected producer, where its type arguments do not tell them: for types
 * other than those that Kafka has serializers for.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface WithSerializer {
  /** Of keys; by the type argument unless said. */
  Class<? extends Serializer<?>> key() default None.class;

  /** Of values; by the type argument unless said. */
  Class<? extends Serializer<?>> value() default None.class;

  /** Stands for what is not said. */
  interface None extends Serializer<Object> {}
}
