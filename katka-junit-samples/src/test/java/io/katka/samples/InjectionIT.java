package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.BootstrapServers;
import io.katka.junit.KatkaInject;
import io.katka.junit.TopicSpec;
import io.katka.junit.WithDeserializer;
import io.katka.junit.WithSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Fields, parameters of lifecycle methods, nested classes, and types of the program's own. */
@ThreeBrokers
class InjectionIT {
  private static final Set<String> NAMES = new HashSet<>();

  @KatkaInject static KatkaTestCluster kafka;

  @KatkaInject
  @TopicSpec(partitions = 2)
  Topic orders;

  @KatkaInject @BootstrapServers String bootstrap;

  private Topic before;

  @BeforeEach
  void prepare(Topic topic) {
    before = topic;
  }

  @RepeatedTest(2)
  void eachTestHasTopicsOfItsOwn() {
    assertThat(bootstrap).isEqualTo(kafka.bootstrapServers());
    assertThat(orders.partitions()).isEqualTo(2);
    assertThat(NAMES.add(orders.name())).isTrue();
    assertThat(NAMES.add(before.name())).isTrue();
  }

  @Nested
  class InANestedClass {
    @Test
    void theClusterIsThatOfTheClassAround(KatkaTestCluster same, Admin admin) throws Exception {
      assertThat(same.bootstrapServers()).isEqualTo(kafka.bootstrapServers());
      assertThat(admin.listTopics().names().get()).contains(orders.name());
    }

    @Test
    void eachConsumerHasAGroupOfItsOwn(
        Consumer<String, String> one, Consumer<String, String> another) {
      assertThat(one.groupMetadata().groupId())
          .contains("eachConsumerHasAGroupOfItsOwn")
          .isNotEqualTo(another.groupMetadata().groupId());
    }

    @Test
    void serializersCanBeNamed(
        @WithSerializer(value = InstantSerializer.class) Producer<String, Instant> producer,
        @WithDeserializer(value = InstantDeserializer.class) Consumer<String, Instant> consumer) {
      producer.send(new ProducerRecord<>(orders.name(), "key", Instant.EPOCH));
      producer.flush();

      consumer.subscribe(List.of(orders.name()));

      assertThat(consumer.poll(Duration.ofSeconds(30)))
          .singleElement()
          .satisfies(found -> assertThat(found.value()).isEqualTo(Instant.EPOCH));
    }
  }

  static final class InstantSerializer implements Serializer<Instant> {
    @Override
    public byte[] serialize(String topic, Instant instant) {
      return instant.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  static final class InstantDeserializer implements Deserializer<Instant> {
    @Override
    public Instant deserialize(String topic, byte[] bytes) {
      return Instant.parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
