package io.katka.bench.balance;

import io.katka.balance.BalanceInput;
import io.katka.balance.Balancer;
import io.katka.balance.BrokerSlot;
import io.katka.balance.BrokerSlot.State;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes instances from a seed: partition counts of topics by Zipf's law, sizes lognormal per topic
 * and within it, two in a hundred partitions hot, a fifth of the topics next to empty, replication
 * factor 3 with some 2 and 4.
 */
final class Generator {
  private static final long MIB = 1 << 20;

  private final Shape shape;
  private final Random random;
  private final List<BrokerSlot> brokers = new ArrayList<>();

  private Generator(Shape shape) {
    this.shape = shape;
    random = new Random(shape.seed() * 31 + shape.start().ordinal());
  }

  static BalanceInput generate(Shape shape) {
    return new Generator(shape).generate();
  }

  private BalanceInput generate() {
    for (int id = 0; id < shape.brokers(); id++) {
      brokers.add(BrokerSlot.of(id, rack(id), State.ACTIVE));
    }
    PartitionTable table = table();
    if (shape.operation() == Shape.Operation.NOTHING) {
      var policy = BalancePolicy.DEFAULT.byteTolerance(0.002);
      var plan = Balancer.create().policy(policy).plan(table, brokers);
      return new BalanceInput(Outcome.apply(table, plan), brokers);
    }
    operate();
    return new BalanceInput(table, brokers);
  }

  private String rack(int index) {
    return switch (shape.racks()) {
      case THREE -> "r" + index % 3;
      case FIVE -> "r" + index % 5;
      case UNEVEN -> "r" + "0010120102".charAt(index % 10);
      case NONE -> "";
    };
  }

  private PartitionTable table() {
    var placement = Placement.of(shape, brokers, random);
    var table = PartitionTable.builder();
    int left = shape.partitions();
    double share = shape.partitions() / 8.0;
    for (int topic = 0; left > 0; topic++) {
      int partitions = (int) Math.min(left, Math.max(1, Math.round(share / (1 + topic))));
      table.topic("topic-" + topic, 2);
      int dice = random.nextInt(20);
      int replicas = Math.min(dice == 0 ? 2 : dice == 1 ? 4 : 3, shape.brokers());
      boolean small = random.nextInt(5) == 0;
      double scale = Math.exp(random.nextGaussian()) * 500 * MIB;
      List<int[]> lists = placement.place(topic, partitions, replicas);
      for (int p = 0; p < partitions; p++) {
        double size = scale * Math.exp(random.nextGaussian() * 0.4);
        size *= random.nextInt(50) == 0 ? 5 : 1;
        long bytes = small ? random.nextInt(100_000) : (long) size;
        table.partition(p, bytes, lists.get(p));
      }
      left -= partitions;
    }
    return table.build();
  }

  private void operate() {
    int count = brokers.size();
    switch (shape.operation()) {
      case PLUS_10 -> grow((count + 9) / 10);
      case PLUS_33 -> grow((count + 2) / 3);
      case DRAIN_10 -> mark((count + 9) / 10, State.DRAINING);
      case REPLACE -> replace();
      case STORM -> {
        mark(Math.max(1, count / 20), State.DRAINING);
        mark(1, State.DEAD);
        grow((count + 9) / 10);
      }
      case FIX, NOTHING -> {}
    }
  }

  private void grow(int more) {
    int count = brokers.size();
    for (int id = count; id < count + more; id++) {
      brokers.add(BrokerSlot.of(id, rack(id), State.NEW));
    }
  }

  private void replace() {
    mark(1, State.DEAD);
    for (BrokerSlot broker : List.copyOf(brokers)) {
      if (broker.state() == State.DEAD) {
        brokers.add(BrokerSlot.of(brokers.size(), broker.rack(), State.NEW));
      }
    }
  }

  private void mark(int number, State state) {
    for (int done = 0; done < number; ) {
      int index = random.nextInt(brokers.size());
      BrokerSlot broker = brokers.get(index);
      if (broker.state() == State.ACTIVE) {
        brokers.set(index, BrokerSlot.of(broker.id(), broker.rack(), state));
        done++;
      }
    }
  }
}
