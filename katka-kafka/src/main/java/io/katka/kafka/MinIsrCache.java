package io.katka.kafka;

import io.katka.spi.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;

/**
 * What was last told of topics' {@code min.insync.replicas}, since Kafka tells it only among all of
 * a topic's configuration, which for 10,000 topics is much to ask for at every poll. Nothing older
 * than 10 s is given out, nothing from before a change made through the same gateway, and nothing
 * at all to a look that must be fresh.
 */
final class MinIsrCache {
  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  private final Map<Uuid, Told> told = new ConcurrentHashMap<>();
  private final Time time;
  private volatile long changed;

  MinIsrCache(Time time) {
    this.time = time;
    this.changed = time.nanos();
  }

  /** The present moment, to go with what is asked now. */
  long moment() {
    return time.nanos();
  }

  /** What was told of a topic lately. */
  OptionalInt lately(Uuid topic) {
    Told last = told.get(topic);
    return last != null && last.at - changed >= 0 && time.nanos() - last.at < MAX_AGE.toNanos()
        ? OptionalInt.of(last.minIsr)
        : OptionalInt.empty();
  }

  /** Keeps what was told to a question asked at a moment. */
  void keep(Uuid topic, int minIsr, long moment) {
    told.put(topic, new Told(minIsr, moment));
  }

  /** Forgets all other topics. */
  void retain(Collection<Uuid> topics) {
    told.keySet().retainAll(topics);
  }

  /** Something was changed: what was asked before does not count. */
  void outdate() {
    changed = time.nanos();
  }

  private record Told(int minIsr, long at) {}
}
