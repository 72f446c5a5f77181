package io.katka.kafka.proof;

import io.katka.spi.ProofSpec;
import io.katka.spi.Time;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends one record to each partition at once, and from when it is told to at the wanted rate, to
 * all partitions in turn. How long the first ones take is no stall: the topic has just been made,
 * and nothing was begun yet. What could not be sent while the producer's buffer was full is caught
 * up for a second's worth at most, so that a stall is not followed by a flood.
 */
final class Sender extends Worker {
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);
  private static final Duration TO_DELIVER = Duration.ofSeconds(ProofClients.DELIVERY_SECONDS + 10);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final ProofSpec spec;
  private final Ledger ledger;
  private final Time time;
  private final int atOnce;
  private volatile int partitions;
  private volatile boolean paced;
  private volatile long pacedSince;
  private long handed;

  Sender(
      Producer<byte[], byte[]> producer,
      String topic,
      ProofSpec spec,
      Ledger ledger,
      int partitions,
      Time time) {
    super("katka-proof-sender");
    this.producer = producer;
    this.topic = topic;
    this.spec = spec;
    this.ledger = ledger;
    this.atOnce = partitions;
    this.partitions = partitions;
    this.time = time;
  }

  /** Sends at the wanted rate from now on. */
  void pace() {
    pacedSince = time.nanos();
    paced = true;
  }

  /** Sends to that many partitions from now on. */
  void partitions(int count) {
    partitions = count;
  }

  @Override
  void turn() throws InterruptedException {
    long due = atOnce + (paced ? due(time.nanos() - pacedSince, spec.recordsPerSecond()) : 0);
    handed = Math.max(handed, due - spec.recordsPerSecond());
    while (handed < due && !isStopping()) {
      send((int) (handed % partitions));
      handed++;
    }
    long pause = Math.min(LONGEST_PAUSE.toNanos(), 1_000_000_000L / spec.recordsPerSecond());
    time.sleep(Duration.ofNanos(Math.max(1_000_000L, pause)));
  }

  /** How many records are due after that time; microseconds, since nanoseconds would overflow. */
  static long due(long nanos, int perSecond) {
    return nanos / 1_000 * perSecond / 1_000_000;
  }

  private void send(int partition) throws InterruptedException {
    long sequence = ledger.send(partition);
    boolean counted = handed >= atOnce;
    long from = time.nanos();
    byte[] value = Payload.value(sequence, time.now().toEpochMilli(), spec.recordBytes());
    try {
      producer.send(
          new ProducerRecord<>(topic, partition, Payload.key(partition), value),
          (metadata, fault) -> {
            if (fault == null) {
              ledger.acknowledged(partition, sequence, counted ? time.nanos() - from : 0);
            } else {
              ledger.failed();
            }
          });
    } catch (InterruptException e) {
      ledger.failed();
      throw interrupted(e);
    } catch (KafkaException e) {
      ledger.failed();
    }
  }

  private static InterruptedException interrupted(InterruptException e) {
    var interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  /** Sends no more, and waits until every record is acknowledged or given up. */
  void finish() {
    stop(TO_DELIVER);
    producer.flush();
    producer.close();
  }

  /** Sends no more and waits for nothing. */
  void close() {
    abort();
    producer.close(Duration.ZERO);
  }
}
