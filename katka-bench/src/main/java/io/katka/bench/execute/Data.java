package io.katka.bench.execute;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a cluster with topics, the same at every call. */
final class Data {
  private static final int RECORD_BYTES = 64 << 10;

  private final Map<String, Object> servers;

  Data(List<String> bootstrap) {
    servers = Map.of("bootstrap.servers", String.join(",", bootstrap));
  }

  /** A topic without a record. */
  void empty(String topic, int partitions, int factor) {
    try (Admin admin = Admin.create(servers)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) factor))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create topic " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + topic, e);
    }
  }

  /** A topic whose partitions hold about so many bytes together, the last ones thrice the first. */
  void filled(String topic, int partitions, int factor, long bytes) {
    empty(topic, partitions, factor);
    byte[] value = new byte[RECORD_BYTES];
    new Random(1).nextBytes(value);
    double unit = (double) bytes / RECORD_BYTES / (2.0 * partitions);
    try (var producer =
        new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int p = 0; p < partitions; p++) {
        long records = Math.round(unit * (1 + 2.0 * p / Math.max(1, partitions - 1)));
        for (long i = 0; i < records; i++) {
          producer.send(new ProducerRecord<>(topic, p, null, value));
        }
      }
    }
  }
}
