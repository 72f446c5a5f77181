package io.katka.junit;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes what is injected, and has it closed at the end of its context, before the cluster. */
final class Injection {
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final AnnotatedElement element;
  private final Class<?> type;
  private final Type generic;
  private final String where;
  private final ExtensionContext context;

  /**
   * One field or parameter.
   *
   * @param where it, in words
   * @param context the test or class that it is for
   */
  Injection(
      AnnotatedElement element,
      Class<?> type,
      Type generic,
      String where,
      ExtensionContext context) {
    this.element = element;
    this.type = type;
    this.generic = generic;
    this.where = where;
    this.context = context;
  }

  /** Whether the fixture can make something of that type. */
  static boolean knows(AnnotatedElement element, Class<?> type) {
    return List.of(
                KatkaTestCluster.class,
                Admin.class,
                Producer.class,
                KafkaProducer.class,
                Consumer.class,
                KafkaConsumer.class,
                Topic.class)
            .contains(type)
        || type == String.class && AnnotationSupport.isAnnotated(element, BootstrapServers.class);
  }

  Object value() {
    if (!knows(element, type)) {
      throw new ExtensionConfigurationException(
          "%s cannot be injected: the fixture makes KatkaTestCluster, Admin, Producer, Consumer, Topic, and a String with @BootstrapServers."
              .formatted(where));
    }
    KatkaTestCluster cluster = Holds.cluster(Wishes.of(element, context), context);
    if (type == KatkaTestCluster.class) {
      return cluster;
    }
    if (type == String.class) {
      return cluster.bootstrapServers();
    }
    if (type == Topic.class) {
      return topic(cluster);
    }
    if (type == Admin.class) {
      var admin =
          Admin.create(
              java.util.Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers()));
      return closed(admin, () -> admin.close(TO_CLOSE));
    }
    return type.isAssignableFrom(KafkaProducer.class) ? producer(cluster) : consumer(cluster);
  }

  private Topic topic(KatkaTestCluster cluster) {
    Optional<TopicSpec> wanted = AnnotationSupport.findAnnotation(element, TopicSpec.class);
    int factor = wanted.map(TopicSpec::replicationFactor).orElse(0);
    return cluster.createTopic(
        uniqueName(),
        wanted.map(TopicSpec::partitions).orElse(1),
        factor > 0 ? factor : Math.min(3, cluster.spec().brokers()),
        Wish.pairs("@TopicSpec(config)", wanted.map(TopicSpec::config).orElse(new String[0])));
  }

  /** Tells the test, and no other topic or group has it. */
  private String uniqueName() {
    String test =
        context.getRequiredTestClass().getSimpleName()
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    String name = test.replaceAll("[^A-Za-z0-9._-]", "_");
    return name.substring(0, Math.min(200, name.length())) + "." + COUNTER.incrementAndGet();
  }

  private Object producer(KatkaTestCluster cluster) {
    Optional<WithSerializer> named =
        AnnotationSupport.findAnnotation(element, WithSerializer.class);
    List<Type> types = Serdes.arguments(generic, where);
    Class<?> none = WithSerializer.None.class;
    Serializer<?> key =
        Serdes.serializer(
            types.get(0), named.map(WithSerializer::key).orElse(noSerializer()), none, where);
    Serializer<?> value =
        Serdes.serializer(
            types.get(1), named.map(WithSerializer::value).orElse(noSerializer()), none, where);
    Producer<?, ?> producer = cluster.producer(key, value);
    return closed(producer, () -> producer.close(TO_CLOSE));
  }

  private Object consumer(KatkaTestCluster cluster) {
    Optional<WithDeserializer> named =
        AnnotationSupport.findAnnotation(element, WithDeserializer.class);
    List<Type> types = Serdes.arguments(generic, where);
    Class<?> none = WithDeserializer.None.class;
    Deserializer<?> key =
        Serdes.deserializer(
            types.get(0), named.map(WithDeserializer::key).orElse(noDeserializer()), none, where);
    Deserializer<?> value =
        Serdes.deserializer(
            types.get(1), named.map(WithDeserializer::value).orElse(noDeserializer()), none, where);
    Consumer<?, ?> consumer = cluster.consumer(uniqueName(), key, value);
    return closed(consumer, consumer::close);
  }

  private static Class<? extends Serializer<?>> noSerializer() {
    return WithSerializer.None.class;
  }

  private static Class<? extends Deserializer<?>> noDeserializer() {
    return WithDeserializer.None.class;
  }

  private <T> T closed(T value, AutoCloseable closing) {
    Holds.store(context).put(new Object(), closing);
    return value;
  }
}
