package io.katka.bench.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
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
      await(firstRecords(producer, topic, partitions, value), topic);
      var sent = new ArrayDeque<Future<RecordMetadata>>();
      for (int p = 0; p < partitions; p++) {
        long records = Math.round(unit * (1 + 2.0 * p / Math.max(1, partitions - 1)));
        for (long i = 1; i < records; i++) {
          sent.add(producer.send(new ProducerRecord<>(topic, p, null, value)));
          while (!sent.isEmpty() && sent.peek().isDone()) {
            await(List.of(sent.remove()), topic);
          }
        }
      }
      await(sent, topic);
    }
  }

  /**
   * One record each, to be acknowledged before others follow. A broker that does not lead a new
   * partition yet refuses a producer's first batch, and may take its second, sent before that was
   * known, as the first it ever saw; the first is out of order from then on, until it is given up.
   */
  private static List<Future<RecordMetadata>> firstRecords(
      KafkaProducer<byte[], byte[]> producer, String topic, int partitions, byte[] value) {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (int p = 0; p < partitions; p++) {
      sent.add(producer.send(new ProducerRecord<>(topic, p, null, value)));
    }
    return sent;
  }

  private static void await(Collection<Future<RecordMetadata>> sent, String topic) {
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot fill topic " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while filling topic " + topic, e);
    }
  }
}
