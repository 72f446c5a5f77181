package io.katka.bench.balance;

import io.katka.balance.BrokerSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How the replicas of a new topic are laid. */
interface Placement {
  /** Replica lists of a topic's partitions. */
  List<int[]> place(int topic, int partitions, int replicas);

  static Placement of(Shape shape, List<BrokerSlot> brokers, Random random) {
    var striped = new KafkaPlacer(brokers, random);
    return switch (shape.start()) {
      case STRIPED -> (topic, partitions, replicas) -> striped.place(partitions, replicas);
      case SKEWED -> new Skewed(brokers, random);
      case AGED -> new Aged(brokers, random, false);
      case BROKEN -> new Aged(brokers, random, true);
    };
  }

  /** Brokers drawn by weights from 1 to 4, racks kept apart. */
  final class Skewed implements Placement {
    private final List<BrokerSlot> brokers;
    private final Random random;
    private final double[] weight;

    Skewed(List<BrokerSlot> brokers, Random random) {
      this.brokers = List.copyOf(brokers);
      this.random = random;
      weight = new double[brokers.size()];
      for (int b = 0; b < weight.length; b++) {
        weight[b] = (1 + 3 * random.nextDouble()) + (b == 0 ? 0 : weight[b - 1]);
      }
    }

    @Override
    public List<int[]> place(int topic, int partitions, int replicas) {
      var lists = new ArrayList<int[]>(partitions);
      for (int p = 0; p < partitions; p++) {
        int[] list = new int[replicas];
        for (int i = 0; i < replicas; ) {
          int tries = 0;
          do {
            list[i] = draw();
          } while (!apart(list, i) && tries++ < 100);
          i += taken(list, i) ? 0 : 1;
        }
        lists.add(list);
      }
      return lists;
    }

    private int draw() {
      double dice = random.nextDouble() * weight[weight.length - 1];
      int from = 0;
      int to = weight.length - 1;
      while (from < to) {
        int middle = (from + to) / 2;
        if (weight[middle] < dice) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    private boolean apart(int[] list, int last) {
      String rack = brokers.get(list[last]).rack();
      for (int i = 0; i < last && !rack.isEmpty(); i++) {
        if (brokers.get(list[i]).rack().equals(rack)) {
          return false;
        }
      }
      return !taken(list, last);
    }

    private static boolean taken(int[] list, int last) {
      for (int i = 0; i < last; i++) {
        if (list[i] == list[last]) {
          return true;
        }
      }
      return false;
    }
  }

  /** Older topics lie on the first brokers only; some replicas were moved by hand since. */
  final class Aged implements Placement {
    private final List<BrokerSlot> brokers;
    private final Random random;
    private final boolean broken;
    private final List<KafkaPlacer> ages = new ArrayList<>();

    Aged(List<BrokerSlot> brokers, Random random, boolean broken) {
      this.brokers = List.copyOf(brokers);
      this.random = random;
      this.broken = broken;
      for (double part : new double[] {0.8, 0.9, 1, 1, 1, 1}) {
        int count = Math.max(Math.min(8, brokers.size()), (int) (brokers.size() * part));
        ages.add(new KafkaPlacer(brokers.subList(0, count), random));
      }
    }

    @Override
    public List<int[]> place(int topic, int partitions, int replicas) {
      List<int[]> lists = ages.get(topic % ages.size()).place(partitions, replicas);
      for (int[] list : lists) {
        if (random.nextInt(10) == 0) {
          shift(list, random.nextInt(replicas), true);
        }
        if (broken && random.nextInt(20) == 0) {
          shift(list, random.nextInt(replicas), false);
        }
      }
      return lists;
    }

    private void shift(int[] list, int position, boolean sameRack) {
      int to = random.nextInt(brokers.size());
      for (int broker : list) {
        if (broker == to) {
          return;
        }
      }
      if (!sameRack || brokers.get(to).rack().equals(brokers.get(list[position]).rack())) {
        list[position] = to;
      }
    }
  }
}
