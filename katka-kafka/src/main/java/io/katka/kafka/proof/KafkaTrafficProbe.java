package io.katka.kafka.proof;

import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.kafka.internal.Faults;
import io.katka.spi.Connection;
import io.katka.spi.ProofSpec;
import io.katka.spi.Time;
import io.katka.spi.TrafficProbe;
import io.katka.state.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The probe: a sender and a reader with clients as applications have them, and a watcher with
 * Katka's own, each a thread of its own. They end with {@link #finish} or {@link #close}.
 */
final class KafkaTrafficProbe implements TrafficProbe {
  private static final Duration TO_BEGIN = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Connection client;
  private final Admin admin;
  private final Time time;
  private final ProofTopic topic;
  private final Ledger ledger = new Ledger();
  private final Sightings sightings = new Sightings();
  private final Sender sender;
  private final Reader reader;
  private final Watcher watcher;
  private final Set<Integer> reachable;
  private boolean sent;
  private boolean closed;
  private @Nullable Proof proof;

  private KafkaTrafficProbe(
      Connection client,
      Connection adminConnection,
      Admin admin,
      ProofTopic topic,
      ProofSpec spec,
      Set<Integer> brokers,
      Time time) {
    this.client = client;
    this.admin = admin;
    this.topic = topic;
    this.time = time;
    reachable = new HashSet<>(brokers);
    int partitions = brokers.size();
    sender =
        new Sender(ProofClients.producer(client), topic.name(), spec, ledger, partitions, time);
    reader = new Reader(ProofClients.consumer(client), topic.name(), ledger, partitions, time);
    watcher =
        new Watcher(ProofClients.admin(adminConnection, "-watcher"), topic.name(), sightings, time);
  }

  /**
   * As {@link io.katka.spi.TrafficProbeProvider#start}.
   *
   * @param alone whether there is no other probe on the cluster
   */
  static TrafficProbe start(
      boolean alone,
      Connection client,
      Connection adminConnection,
      ProofSpec spec,
      Set<Integer> brokers,
      Time time) {
    if (brokers.isEmpty()) {
      throw new KatkaException("The traffic probe needs at least one broker, and was given none.");
    }
    ClientListeners.requireReachable(client, brokers);
    try {
      Admin admin = ProofClients.admin(adminConnection, "-admin");
      try {
        return start(
            client,
            adminConnection,
            admin,
            ProofTopic.create(admin, alone, brokers, time),
            spec,
            brokers,
            time);
      } catch (RuntimeException e) {
        admin.close(Duration.ofSeconds(2));
        throw e;
      }
    } catch (KafkaException e) {
      throw Faults.told("start the traffic probe", e);
    }
  }

  private static TrafficProbe start(
      Connection client,
      Connection adminConnection,
      Admin admin,
      ProofTopic topic,
      ProofSpec spec,
      Set<Integer> brokers,
      Time time) {
    KafkaTrafficProbe probe = null;
    try {
      probe = new KafkaTrafficProbe(client, adminConnection, admin, topic, spec, brokers, time);
      probe.begin(brokers.size());
      return probe;
    } catch (RuntimeException e) {
      if (probe == null) {
        topic.remove();
      } else {
        probe.close();
      }
      throw e;
    }
  }

  private void begin(int partitions) {
    reader.start();
    watcher.start();
    sender.start();
    long from = time.nanos();
    List<Blocker> silent = silent(partitions);
    while (!silent.isEmpty()) {
      if (time.nanos() - from > TO_BEGIN.toNanos()) {
        throw new PreconditionException(
            "The traffic probe's first records were not acknowledged within %d s."
                .formatted(TO_BEGIN.toSeconds()),
            silent);
      }
      pause(BETWEEN_LOOKS);
      silent = silent(partitions);
    }
    sender.pace();
  }

  private List<Blocker> silent(int partitions) {
    var silent = new ArrayList<Blocker>();
    for (int partition = 0; partition < partitions; partition++) {
      if (ledger.acknowledgedOf(partition) == 0) {
        silent.add(
            new Blocker.CannotSee(
                "an acknowledgement of %s-%d".formatted(topic.name(), partition)));
      }
    }
    return silent;
  }

  @Override
  public synchronized void brokers(Set<Integer> ids) {
    requireRunning();
    if (ids.isEmpty()) {
      throw new KatkaException("The traffic probe needs at least one broker, and was given none.");
    }
    var added = new TreeSet<>(ids);
    added.removeAll(reachable);
    ClientListeners.requireReachable(client, added);
    reachable.clear();
    reachable.addAll(ids);
    try {
      topic.place(ids);
      int partitions = topic.grow(ids);
      reader.partitions(partitions);
      sender.partitions(partitions);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public synchronized Proof finish() {
    if (proof != null) {
      return proof;
    }
    requireRunning();
    try {
      if (!sent) {
        sender.finish();
        sent = true;
      }
      reader.drain();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw Faults.told("end the traffic to " + topic.name(), e);
    }
    reader.close();
    watcher.close();
    Proof made = proof();
    proof = made;
    closeTopic();
    return made;
  }

  private Proof proof() {
    return new Proof(
        ledger.sent(),
        ledger.acknowledged(),
        ledger.failedRecords(),
        ledger.lost(),
        ledger.duplicated(),
        ledger.outOfOrder(),
        ledger.longestStallMillis(),
        sightings.longestLeaderlessMillis(),
        sightings.resolutionMillis(),
        sightings.underMinIsr());
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    sender.close();
    reader.close();
    watcher.close();
    closeTopic();
  }

  private void closeTopic() {
    closed = true;
    topic.remove();
    admin.close(Duration.ofSeconds(2));
  }

  private void requireRunning() {
    if (closed) {
      throw new KatkaException("The traffic probe is closed: start another one.");
    }
  }

  private void pause(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static KatkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KatkaException("Interrupted while working on the traffic probe.", e);
  }
}
