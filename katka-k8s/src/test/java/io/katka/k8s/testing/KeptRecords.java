package io.katka.k8s.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records that are written before a cluster is deleted, and must be there when it is back. */
public final class KeptRecords {
  private static final String TOPIC = "kept";
  private static final int COUNT = 200;
  private static final int PARTITIONS = 3;

  private final Map<String, Object> client;

  /** Over a cluster that clients reach so. */
  public KeptRecords(Map<String, Object> client) {
    this.client = Map.copyOf(client);
  }

  /** Makes the topic, with what is the default there, and writes them. */
  public void write() throws Exception {
    var settings = new HashMap<>(client);
    settings.put("acks", "all");
    try (Admin admin = Admin.create(client);
        var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(Set.of(new NewTopic(TOPIC, PARTITIONS, (short) 3))).all().get();
      for (int i = 0; i < COUNT; i++) {
        producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, Integer.toString(i))).get();
      }
    }
  }

  /** All of them are there, each once. */
  public void assertAllThere() {
    List<String> read = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> read.add(record.value()));
      }
    }
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, COUNT).mapToObj(Integer::toString).toList());
  }
}
