package io.katka.bench.execute;

import io.katka.internal.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to all partitions of a topic in turn, by a producer as it comes, with {@code acks=all},
 * and keeps the longest time that an acknowledgement took.
 */
final class Writes implements AutoCloseable {
  private static final int RECORD_BYTES = 100;
  private static final Duration TO_END = Duration.ofMinutes(3);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final Thread thread;

  private Writes(List<String> bootstrap, String topic, int partitions, int perSecond) {
    this.topic = topic;
    this.partitions = partitions;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", String.join(",", bootstrap), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Duration pause = Duration.ofSeconds(1).dividedBy(perSecond);
    thread = new Thread(() -> run(pause), "writes");
    thread.setDaemon(true);
  }

  /** Begins. */
  static Writes to(List<String> bootstrap, String topic, int partitions, int perSecond) {
    var writes = new Writes(bootstrap, topic, partitions, perSecond);
    writes.thread.start();
    return writes;
  }

  private void run(Duration pause) {
    try {
      for (int i = 0; !ended.get(); i++) {
        send(i % partitions);
        SystemTime.INSTANCE.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(int partition) {
    long from = SystemTime.INSTANCE.nanos();
    sent.incrementAndGet();
    producer.send(
        new ProducerRecord<>(topic, partition, null, new byte[RECORD_BYTES]),
        (metadata, fault) -> {
          if (fault == null) {
            acknowledged.incrementAndGet();
            longestNanos.accumulateAndGet(SystemTime.INSTANCE.nanos() - from, Math::max);
          }
        });
  }

  /** Ends, and waits for what was sent. */
  @Override
  public void close() {
    ended.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(TO_END);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "sent %d, acknowledged %d, longest stall %d ms",
        sent.get(),
        acknowledged.get(),
        Duration.ofNanos(longestNanos.get()).toMillis());
  }
}
