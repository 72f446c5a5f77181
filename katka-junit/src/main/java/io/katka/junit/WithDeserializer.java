package io.katka.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.kafka.common.serialization.Deserializer;

/** The deserializers of an injected consumer, where its type arguments do not tell them. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface WithDeserializer {
  /** Of keys; by the type argument unless said. */
  Class<? extends Deserializer<?>> key() default None.class;

  /** Of values; by the type argument unless said. */
  Class<? extends Deserializer<?>> value() default None.class;

  /** Stands for what is not said. */
  interface None extends Deserializer<Object> {}
}
