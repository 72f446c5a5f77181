package io.katka.balance;

import io.katka.balance.BrokerSlot.State;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded instances for tests. */
final class Instances {
  private Instances() {}

  record Instance(PartitionTable table, List<BrokerSlot> brokers) {
    BalancePlan plan(BalancePolicy policy) {
      return BalancePlanner.plan(table, brokers, policy);
    }

    /** The instance once the plan is carried out. */
    Instance after(BalancePlan plan) {
      int[][] lists = new int[table.size()][];
      for (List<Move> changes : List.of(plan.moves(), plan.leaderChanges())) {
        changes.forEach(move -> lists[move.row()] = array(move.to()));
      }
      return with(lists);
    }

    /** The instance once every other move of the plan is carried out. */
    Instance halfWay(BalancePlan plan) {
      int[][] lists = new int[table.size()][];
      for (int i = 0; i < plan.moves().size(); i += 2) {
        Move move = plan.moves().get(i);
        lists[move.row()] = array(move.to());
      }
      return with(lists);
    }

    private Instance with(int[][] lists) {
      var changed = PartitionTable.builder();
      for (int row = 0; row < table.size(); row++) {
        if (row == 0 || table.topicIndex(row) != table.topicIndex(row - 1)) {
          changed.topic(table.topic(row), table.minIsr(row));
        }
        int[] list = lists[row] == null ? table.replicas(row) : lists[row];
        changed.partition(table.partition(row), table.bytes(row), list);
        if (table.hasTraffic()) {
          changed.traffic(table.bytesInPerSecond(row), table.bytesOutPerSecond(row));
        }
      }
      return new Instance(changed.build(), brokers);
    }
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Up to 12 brokers in up to 5 racks or none, new and draining ones among them, laid at random.
   */
  static Instance random(long seed) {
    var random = new Random(seed);
    int racks = random.nextBoolean() ? 0 : 2 + random.nextInt(4);
    return random(random, racks, 2 + random.nextInt(3));
  }

  /** As {@link #random(long)}, without racks. */
  static Instance withoutRacks(long seed) {
    return random(new Random(seed), 0, 4);
  }

  /** Two replicas of each partition laid at random on some brokers, and one broker more. */
  static Instance small(long seed, int brokers, int partitions) {
    var random = new Random(seed);
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < partitions; p++) {
      int first = random.nextInt(brokers);
      int second = (first + 1 + random.nextInt(brokers - 1)) % brokers;
      table.partition(p, (long) (1000 * Math.exp(random.nextGaussian())), first, second);
    }
    var slots = new ArrayList<BrokerSlot>();
    for (int id = 0; id <= brokers; id++) {
      slots.add(BrokerSlot.of(id, "", id < brokers ? State.ACTIVE : State.NEW));
    }
    return new Instance(table.build(), slots);
  }

  /**
   * Seven brokers in three racks of different sizes, one of them to be emptied, and partitions of
   * two to four replicas laid at random, so that many break the rule.
   */
  static Instance racked(long seed, int partitions) {
    var random = new Random(seed);
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < partitions; p++) {
      var left = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6));
      int[] list = new int[2 + random.nextInt(3)];
      for (int i = 0; i < list.length; i++) {
        list[i] = left.remove(random.nextInt(left.size()));
      }
      table.partition(p, (long) (1000 * Math.exp(random.nextGaussian())), list);
    }
    var slots = new ArrayList<BrokerSlot>();
    for (int id = 0; id < 8; id++) {
      State state = id == 2 ? State.DRAINING : id == 7 ? State.NEW : State.ACTIVE;
      slots.add(BrokerSlot.of(id, "r" + "00011220".charAt(id), state));
    }
    return new Instance(table.build(), slots);
  }

  /**
   * Ten brokers that hold partitions of two to four replicas and two new ones, in racks; one broker
   * is dead, sizes differ much, a fifth is next to nothing, and some rows break the rule.
   */
  static Instance mixed(long seed, int racks, int partitions) {
    var random = new Random(seed);
    var table = PartitionTable.builder().topic("t", 1);
    for (int p = 0; p < partitions; p++) {
      int dice = random.nextInt(20);
      int[] list = new int[dice == 0 ? 2 : dice == 1 ? 4 : 3];
      int start = random.nextInt(10);
      boolean broken = random.nextInt(20) == 0;
      for (int i = 0; i < list.length; i++) {
        list[i] = (start + i * (broken ? racks : 1)) % 10;
        for (int j = 0; j < i; j++) {
          if (list[j] == list[i]) {
            list[i] = (list[i] + 1) % 10;
            j = -1;
          }
        }
      }
      double size = random.nextInt(5) == 0 ? 1 : 1000 * Math.exp(random.nextGaussian());
      table.partition(p, (long) (1000 * size), list);
    }
    var slots = new ArrayList<BrokerSlot>();
    for (int id = 0; id < 12; id++) {
      State state = id == 4 ? State.DEAD : id < 10 ? State.ACTIVE : State.NEW;
      slots.add(BrokerSlot.of(id, "r" + id % racks, state));
    }
    return new Instance(table.build(), slots);
  }

  private static Instance random(Random random, int racks, int mostReplicas) {
    int count = 4 + random.nextInt(9);
    var brokers = new ArrayList<BrokerSlot>();
    var holders = new ArrayList<Integer>();
    int draining = 0;
    for (int b = 0; b < count; b++) {
      State state = State.ACTIVE;
      int dice = random.nextInt(10);
      if (dice == 0) {
        state = State.NEW;
      } else if (dice == 1 && count - draining > 4) {
        state = random.nextBoolean() ? State.DRAINING : State.DEAD;
        draining++;
      }
      String rack = racks == 0 ? "" : "r" + random.nextInt(racks);
      brokers.add(BrokerSlot.of(b * 3 + 1, rack, state));
      if (state != State.NEW) {
        holders.add(b * 3 + 1);
      }
    }
    int most = Math.min(Math.min(count - draining, holders.size()), mostReplicas);
    return new Instance(table(random, holders, most), brokers);
  }

  private static PartitionTable table(Random random, List<Integer> holders, int mostReplicas) {
    var table = PartitionTable.builder();
    int topics = 1 + random.nextInt(8);
    for (int t = 0; t < topics; t++) {
      table.topic("t" + t, 1);
      int replicas = Math.min(mostReplicas, 2 + random.nextInt(3));
      int partitions = 1 + random.nextInt(60);
      double scale = Math.exp(random.nextGaussian() * 2);
      for (int p = 0; p < partitions; p++) {
        int[] list = new int[replicas];
        var left = new ArrayList<>(holders);
        boolean skewed = random.nextBoolean();
        for (int i = 0; i < replicas; i++) {
          int bound = skewed ? Math.max(1, left.size() / 2) : left.size();
          list[i] = left.remove(random.nextInt(bound));
        }
        table.partition(p, (long) (scale * 1_000_000 * random.nextDouble()), list);
      }
    }
    return table.build();
  }
}
