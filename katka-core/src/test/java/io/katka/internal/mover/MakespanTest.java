package io.katka.internal.mover;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.internal.mover.Transfer.Urgency;
import io.katka.state.BrokerDisk;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Carries moves out over brokers that share their throttle evenly among what they copy, and
 * compares the time with its bound.
 */
class MakespanTest {
  private static final long RATE = 50L << 20;
  private static final double TICK = 0.2;
  private static final int BROKERS = 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void is_within_15_percent_of_its_bound(long seed) {
    var random = new Random(seed);
    PartitionTable table = table(random);
    List<Transfer> transfers = transfers(table, random);
    var sight = new Sight(table, all(), Map.of(), Map.of(), WriteRates.unknown(), RATE, Map.of());
    double bound = Makespan.millis(transfers, sight) / 1000.0;

    assertThat(seconds(Order.of(transfers, table), table) / bound).isBetween(0.99, 1.15);
  }

  private static Set<Integer> all() {
    return IntStream.rangeClosed(1, BROKERS).boxed().collect(Collectors.toSet());
  }

  private static PartitionTable table(Random random) {
    PartitionTable.Builder builder = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < 400; p++) {
      long bytes = (long) (Math.exp(2 + 1.2 * random.nextGaussian()) * (1 << 20)) + 1;
      int leader = 1 + random.nextInt(BROKERS - 3);
      builder.partition(p, Math.min(bytes, 200L << 20), leader, leader % (BROKERS - 3) + 1);
    }
    return builder.build();
  }

  private static List<Transfer> transfers(PartitionTable table, Random random) {
    var transfers = new ArrayList<Transfer>();
    for (int row = 0; row < table.size(); row++) {
      int target = BROKERS - random.nextInt(3);
      List<Integer> from = table.replicaList(row);
      transfers.add(
          new Transfer(
              table.ref(row),
              row,
              from,
              List.of(from.get(0), target),
              List.of(target),
              table.bytes(row),
              Urgency.ORDINARY));
    }
    return transfers;
  }

  private static double seconds(List<Transfer> order, PartitionTable table) {
    var underWay = new TreeMap<PartitionRef, Transfer>();
    var copied = new HashMap<PartitionRef, Double>();
    List<Transfer> waiting = order;
    double now = 0;
    while (!waiting.isEmpty() || !underWay.isEmpty()) {
      var sight =
          new Sight(
              table,
              all(),
              Map.of(),
              disks(copied, underWay),
              WriteRates.unknown(),
              RATE,
              underWay);
      Window.Choice choice = Window.choose(waiting, sight, Budget.at(RATE));
      waiting = choice.waiting();
      choice.started().forEach(t -> underWay.put(t.partition(), t));
      copy(underWay, copied, table);
      underWay.values().removeIf(t -> copied.get(t.partition()) >= t.bytes());
      now += TICK;
    }
    return now;
  }

  private static Map<Integer, BrokerDisk> disks(
      Map<PartitionRef, Double> copied, Map<PartitionRef, Transfer> underWay) {
    var sizes = new HashMap<Integer, Map<PartitionRef, Long>>();
    underWay
        .values()
        .forEach(
            t ->
                sizes
                    .computeIfAbsent(t.adding().get(0), b -> new HashMap<>())
                    .put(t.partition(), copied.get(t.partition()).longValue()));
    var disks = new HashMap<Integer, BrokerDisk>();
    sizes.forEach((broker, of) -> disks.put(broker, new BrokerDisk(broker, -1, -1, of)));
    return disks;
  }

  /**
   * Each move gets the smaller of its fair shares at both ends; a few rounds hand on what is left.
   */
  private static void copy(
      Map<PartitionRef, Transfer> underWay,
      Map<PartitionRef, Double> copied,
      PartitionTable table) {
    var left = new HashMap<String, Double>();
    for (int round = 0; round < 4; round++) {
      var users = new HashMap<String, Integer>();
      underWay.values().stream()
          .filter(t -> copied.getOrDefault(t.partition(), 0.0) < t.bytes())
          .forEach(
              t -> {
                users.merge("in" + t.adding().get(0), 1, Integer::sum);
                users.merge("out" + table.leader(t.row()), 1, Integer::sum);
              });
      for (Transfer t : underWay.values()) {
        double there = copied.getOrDefault(t.partition(), 0.0);
        String in = "in" + t.adding().get(0);
        String out = "out" + table.leader(t.row());
        double share =
            Math.min(
                left.getOrDefault(in, RATE * TICK) / users.getOrDefault(in, 1),
                left.getOrDefault(out, RATE * TICK) / users.getOrDefault(out, 1));
        double more = Math.max(0, Math.min(share, t.bytes() - there));
        copied.put(t.partition(), there + more);
        left.merge(in, RATE * TICK - more, (a, b) -> a - more);
        left.merge(out, RATE * TICK - more, (a, b) -> a - more);
      }
    }
  }
}
