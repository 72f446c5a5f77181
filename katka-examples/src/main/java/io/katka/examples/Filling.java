package io.katka.examples;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts enough data on a cluster for a rebalance to be seen. */
final class Filling {
  private static final int RECORD_BYTES = 10_000;
  private static final int RECORDS = 6_000;

  private Filling() {}

  static void fill(List<String> bootstrap) {
    String servers = String.join(",", bootstrap);
    List<NewTopic> topics =
        List.of(
            new NewTopic("orders", 12, (short) 3),
            new NewTopic("payments", 9, (short) 3),
            new NewTopic("audit", 6, (short) 3));
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("creating topics failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try (var producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] value = new byte[RECORD_BYTES];
      for (int i = 0; i < RECORDS; i++) {
        NewTopic topic = topics.get(i % topics.size());
        producer.send(new ProducerRecord<>(topic.name(), i % topic.numPartitions(), null, value));
      }
    }
  }
}
