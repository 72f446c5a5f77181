package io.katka.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a Kafka cluster.
 *
 * <p>On a class it says which cluster the tests of that class, and of its nested classes, get
 * injected: as parameters of test methods, lifecycle methods and constructors, or as fields with
 * {@link KatkaInject}. On a field or a parameter it says which cluster is injected there. It may
 * stand on an annotation of the program's own.
 *
 * <p>What can be injected: {@link io.katka.fixture.KatkaTestCluster}, {@code Admin}, {@code
 * Producer<K, V>}, {@code Consumer<K, V>}, {@link io.katka.fixture.Topic}, and a {@code String}
 * with {@link BootstrapServers}. All of it is closed after the test, or after the class where a
 * static field or {@code @BeforeAll} asked for it, before the cluster.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@ExtendWith(KatkaExtension.class)
public @interface KatkaCluster {
  /** How many brokers, 1 to 9. */
  int brokers() default 1;

  /** How many controllers that are no brokers: 0, 1, 3 or 5. */
  int controllers() default 0;

  /** The version of Kafka, such as {@code 4.3.1}; the newest that Katka knows unless said. */
  String version() default "";

  /** Broker settings and topic defaults, each as {@code key=value}. */
  String[] config() default {};

  /** Who else uses the cluster. */
  Isolation isolation() default Isolation.SHARED;
}
