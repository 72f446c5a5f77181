package io.katka.balance;

import io.katka.balance.BrokerSlot.State;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded instances for tests. */
final class Instances {
  private Instances() {}

  record Instance(PartitionTable table, List<BrokerSlot> brokers) {
    BalancePlan plan(io.katka.spec.BalancePolicy policy) {
      return BalancePlanner.plan(table, brokers, policy);
    }
  }

  /** Up to 12 brokers, of which the last may be new or draining, and randomly laid replicas. */
  static Instance random(long seed) {
    var random = new Random(seed);
    int count = 3 + random.nextInt(10);
    int racks = random.nextBoolean() ? 0 : 2 + random.nextInt(4);
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
      brokers.add(BrokerSlot.of(b * 3 + 1, racks == 0 ? "" : "r" + random.nextInt(racks), state));
      if (state != State.NEW) {
        holders.add(b * 3 + 1);
      }
    }
    int live = count - draining;
    var table = PartitionTable.builder();
    int topics = 1 + random.nextInt(8);
    for (int t = 0; t < topics; t++) {
      table.topic("t" + t, 1);
      int replicas = Math.min(Math.min(live, holders.size()), 2 + random.nextInt(3));
      int partitions = 1 + random.nextInt(60);
      double scale = Math.exp(random.nextGaussian() * 2);
      for (int p = 0; p < partitions; p++) {
        int[] list = new int[replicas];
        var left = new ArrayList<>(holders);
        int skew = random.nextInt(2);
        for (int i = 0; i < replicas; i++) {
          int bound = skew == 0 ? left.size() : Math.max(1, left.size() / 2);
          list[i] = left.remove(random.nextInt(bound));
        }
        table.partition(p, (long) (scale * 1_000_000 * random.nextDouble()), list);
      }
    }
    return new Instance(table.build(), brokers);
  }
}
