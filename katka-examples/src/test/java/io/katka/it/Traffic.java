package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * Clients that write with {@code acks=all} and read for as long as a test goes on. Every record
 * bears a number; each that was acknowledged must be read, once.
 */
final class Traffic implements AutoCloseable {
  private static final String TOPIC = "traffic";
  private static final int PARTITIONS = 6;
  private static final Duration PACE = Duration.ofMillis(10);

  private final KafkaProducer<Long, Long> producer;
  private final KafkaConsumer<Long, Long> consumer;
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<Long> read = ConcurrentHashMap.newKeySet();
  private final Set<Long> readTwice = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final Thread writing = new Thread(this::write, "traffic-writer");
  private final Thread reading = new Thread(this::read, "traffic-reader");
  private volatile boolean stopWriting;
  private volatile boolean stopReading;

  private Traffic(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "delivery.timeout.ms",
                240_000,
                "max.block.ms",
                240_000,
                "request.timeout.ms",
                10_000),
            new LongSerializer(),
            new LongSerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "none"),
            new LongDeserializer(),
            new LongDeserializer());
  }

  /** Creates the topic and begins. */
  static Traffic over(Home home) throws Exception {
    try (Admin admin = home.admin()) {
      admin.createTopics(Set.of(new NewTopic(TOPIC, PARTITIONS, (short) 3))).all().get();
    }
    var traffic = new Traffic(home.bootstrap());
    traffic.writing.start();
    traffic.reading.start();
    long first = 50;
    Await.until(traffic::toString, () -> traffic.read.size() >= first);
    return traffic;
  }

  private void write() {
    for (long n = 0; !stopWriting; n++) {
      long number = n;
      producer.send(
          new ProducerRecord<>(TOPIC, (int) (n % PARTITIONS), number, number),
          (metadata, failure) -> {
            if (failure == null) {
              acknowledged.add(number);
            } else {
              refused.incrementAndGet();
            }
          });
      Await.pause(PACE);
    }
  }

  private void read() {
    var partitions =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
    while (!stopReading) {
      consumer
          .poll(Duration.ofMillis(200))
          .forEach(
              record -> {
                if (!read.add(record.value())) {
                  readTwice.add(record.value());
                }
              });
    }
  }

  /** Waits until that many more records were acknowledged than were by now. */
  void flows() {
    long wanted = acknowledged.size() + 20L;
    Await.until(this::toString, () -> acknowledged.size() >= wanted);
  }

  /** Stops writing, reads to the end, and compares. */
  void assertNothingLost() throws InterruptedException {
    stopWriting = true;
    writing.join();
    producer.close();
    var missing = new TreeSet<Long>();
    Await.until(
        () -> this + ", lost: " + missing,
        () -> {
          missing.clear();
          missing.addAll(acknowledged);
          missing.removeAll(read);
          return missing.isEmpty() || !reading.isAlive();
        });
    assertThat(missing).as("acknowledged and lost").isEmpty();
    assertThat(readTwice).as("duplicated").isEmpty();
    assertThat(refused).as("refused").hasValue(0);
  }

  @Override
  public String toString() {
    return "%d acknowledged, %d refused, %d read"
        .formatted(acknowledged.size(), refused.get(), read.size());
  }

  @Override
  public void close() {
    stopWriting = true;
    stopReading = true;
    producer.close(Duration.ZERO);
    try {
      writing.join();
      reading.join();
      consumer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
