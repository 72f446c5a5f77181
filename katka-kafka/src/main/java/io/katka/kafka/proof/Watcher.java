package io.katka.kafka.proof;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.TopicKeys;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at leaders and in-sync sets every 100 ms, as a broker tells them to clients: at the probe's
 * own topic each time, at all others too where there are at most 500, and otherwise at 500 of them
 * in turn. The resolution it arrives at says how long the longest time between two looks at the
 * same topic was, looks that failed included.
 */
final class Watcher extends Worker {
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration TO_END = Duration.ofSeconds(10);
  private static final int PATIENCE_MILLIS = 2_000;

  private final Admin admin;
  private final String own;
  private final TopicsInView topics;
  private final Sightings sightings;
  private final Time time;

  Watcher(Admin admin, String own, Sightings sightings, Time time) {
    super("katka-proof-watcher");
    this.admin = admin;
    this.own = own;
    this.topics = new TopicsInView(admin, time);
    this.sightings = sightings;
    this.time = time;
  }

  @Override
  void turn() throws InterruptedException {
    long from = time.nanos();
    try {
      if (topics.renew()) {
        sightings.retain(moment(), topics.names());
      }
      look(topics.next(own));
    } catch (InterruptException e) {
      throw new InterruptedException();
    } catch (KafkaException e) {
      // Not seen is not known: the time until the next look counts into the resolution.
    }
    long left = PERIOD.toNanos() - (time.nanos() - from);
    time.sleep(Duration.ofNanos(Math.max(1_000_000L, left)));
  }

  private void look(Map<Uuid, String> topicsById) {
    if (topicsById.isEmpty()) {
      return;
    }
    TopicKeys.described(admin, topicsById, PATIENCE_MILLIS, Watcher::told)
        .forEach(
            (key, description) -> {
              String topic = topicsById.get(key);
              if (description.isPresent()) {
                sightings.saw(
                    moment(),
                    topic,
                    topics.minIsr(topic),
                    description.get().partitions().stream().map(Watcher::seen).toList());
              } else {
                sightings.gone(moment(), topic);
              }
            });
  }

  /** Topics by key; empty for one that is gone. */
  private static Map<Uuid, Optional<TopicDescription>> told(
      Map<Uuid, KafkaFuture<TopicDescription>> asked) {
    var told = new HashMap<Uuid, Optional<TopicDescription>>();
    asked.forEach(
        (key, future) ->
            told.put(
                key,
                Await.unless(
                    future,
                    UnknownTopicIdException.class,
                    UnknownTopicOrPartitionException.class)));
    return told;
  }

  private static Sightings.Seen seen(TopicPartitionInfo partition) {
    return new Sightings.Seen(
        partition.partition(),
        partition.leader() != null && !partition.leader().isEmpty(),
        partition.isr().size());
  }

  private Sightings.Moment moment() {
    return new Sightings.Moment(time.nanos(), time.now().toEpochMilli());
  }

  /** Looks no more. */
  void close() {
    stop(TO_END);
  }

  @Override
  void ended() {
    sightings.end(moment());
    admin.close(Duration.ofSeconds(2));
  }
}
