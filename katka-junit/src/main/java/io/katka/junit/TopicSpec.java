package io.katka.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How an injected {@link io.katka.fixture.Topic} is made; its name is the fixture's choice. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface TopicSpec {
  /** How many partitions. */
  int partitions() default 1;

  /** How many replicas; 0 for 3, or as many as there are brokers. */
  int replicationFactor() default 0;

  /** Topic settings, each as {@code key=value}. */
  String[] config() default {};
}
