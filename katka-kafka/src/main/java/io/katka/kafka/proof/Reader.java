package io.katka.kafka.proof;

import io.katka.error.UnreachableException;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads all partitions all the time, as a client would, and to their end when asked. */
final class Reader extends Worker {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TO_END = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(60);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Ledger ledger;
  private final Time time;
  private volatile int partitions;
  private volatile boolean draining;
  private volatile boolean drained;
  private volatile @Nullable KafkaException fault;
  private @Nullable Map<TopicPartition, Long> ends;
  private int assigned;

  Reader(
      Consumer<byte[], byte[]> consumer, String topic, Ledger ledger, int partitions, Time time) {
    super("katka-proof-reader");
    this.consumer = consumer;
    this.topic = topic;
    this.ledger = ledger;
    this.partitions = partitions;
    this.time = time;
  }

  /** Reads that many partitions from now on. */
  void partitions(int count) {
    partitions = count;
  }

  @Override
  void turn() throws InterruptedException {
    try {
      if (assigned != partitions) {
        assigned = partitions;
        consumer.assign(all(assigned));
      }
      consumer
          .poll(POLL)
          .forEach(
              record ->
                  ledger.found(Payload.partition(record.key()), Payload.sequence(record.value())));
      fault = null;
      checkDrained();
    } catch (WakeupException | InterruptException e) {
      throw new InterruptedException();
    } catch (KafkaException e) {
      fault = e;
      time.sleep(POLL);
    }
  }

  private void checkDrained() {
    if (!draining || drained) {
      return;
    }
    if (ends == null) {
      ends = consumer.endOffsets(all(assigned));
    }
    drained = ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  private List<TopicPartition> all(int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).toList());
  }

  /**
   * Reads to where the partitions end now. Nothing must be under way to them.
   *
   * @throws UnreachableException if that is not done in a minute; it may be tried again
   */
  void drain() throws InterruptedException {
    draining = true;
    long from = time.nanos();
    while (!drained) {
      if (time.nanos() - from > STALL.toNanos()) {
        KafkaException last = fault;
        throw new UnreachableException(
            "Could not read %s to its end within %d s, so what is lost is not known: %s"
                .formatted(topic, STALL.toSeconds(), last == null ? "no fault was seen" : last),
            last == null ? new IllegalStateException("no progress") : last);
      }
      time.sleep(POLL);
    }
  }

  @Override
  void ended() {
    // The flag would make the consumer break its own closing off.
    boolean interrupted = Thread.interrupted();
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads no more. */
  void close() {
    consumer.wakeup();
    stop(TO_END);
  }
}
