package io.katka.kafka.proof;

import io.katka.state.PartitionRef;
import io.katka.state.Proof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What looks at partitions add up to. An interval begins with the first look that shows a state and
 * ends with the first that does not, so it may be off by the time between two looks, the longest of
 * which is kept.
 */
final class Sightings {
  /** More intervals than these are counted nowhere: the cluster was not well long before. */
  static final int MAX_INTERVALS = 10_000;

  private final Map<String, Long> lastLook = new HashMap<>();
  private final Map<PartitionRef, Moment> leaderless = new HashMap<>();
  private final Map<PartitionRef, Moment> underMinIsr = new HashMap<>();
  private final List<Proof.Interval> intervals = new ArrayList<>();
  private long longestLeaderless;
  private long longestGap;

  /** When a look was answered, by both clocks. */
  record Moment(long nanos, long epochMillis) {}

  /** A partition as a look shows it. */
  record Seen(int partition, boolean hasLeader, int isr) {}

  /** A look showed a whole topic. */
  synchronized void saw(Moment at, String topic, int minIsr, Collection<Seen> partitions) {
    noteGap(at, lastLook.put(topic, at.nanos()));
    for (Seen seen : partitions) {
      var ref = new PartitionRef(topic, seen.partition());
      note(leaderless, ref, !seen.hasLeader(), at);
      note(underMinIsr, ref, seen.isr() < minIsr, at);
    }
  }

  /** A look showed that a topic is there no more. */
  synchronized void gone(Moment at, String topic) {
    lastLook.remove(topic);
    endWhere(ref -> ref.topic().equals(topic), at);
  }

  /** Only these topics are there. */
  synchronized void retain(Moment at, Set<String> topics) {
    lastLook.keySet().retainAll(topics);
    endWhere(ref -> !topics.contains(ref.topic()), at);
  }

  /** No look follows: what is under way ends here. */
  synchronized void end(Moment at) {
    lastLook.values().forEach(last -> noteGap(at, last));
    endWhere(ref -> true, at);
  }

  private void endWhere(Predicate<PartitionRef> which, Moment at) {
    for (Map<PartitionRef, Moment> open : List.of(leaderless, underMinIsr)) {
      List.copyOf(open.keySet()).stream().filter(which).forEach(ref -> note(open, ref, false, at));
    }
  }

  synchronized long longestLeaderlessMillis() {
    return longestLeaderless;
  }

  /** The longest time between two looks at the same topic. */
  synchronized long resolutionMillis() {
    return longestGap;
  }

  synchronized List<Proof.Interval> underMinIsr() {
    return List.copyOf(intervals);
  }

  private void noteGap(Moment at, @Nullable Long last) {
    if (last != null) {
      longestGap = Math.max(longestGap, Duration.ofNanos(at.nanos() - last).toMillis());
    }
  }

  private void note(Map<PartitionRef, Moment> open, PartitionRef ref, boolean now, Moment at) {
    if (now) {
      open.putIfAbsent(ref, at);
      return;
    }
    Moment since = open.remove(ref);
    if (since == null) {
      return;
    }
    long millis = Duration.ofNanos(at.nanos() - since.nanos()).toMillis();
    if (open == leaderless) {
      longestLeaderless = Math.max(longestLeaderless, millis);
    } else if (intervals.size() < MAX_INTERVALS) {
      intervals.add(new Proof.Interval(ref, since.epochMillis(), millis));
    }
  }
}
