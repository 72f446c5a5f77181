package io.katka.internal.steps;

import io.katka.balance.BalancePlan;
import io.katka.balance.BalancePlanner;
import io.katka.balance.BrokerSlot;
import io.katka.balance.Move;
import io.katka.error.Blocker;
import io.katka.internal.planner.Notes;
import io.katka.spec.BalancePolicy;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.spi.TrafficProbeProvider;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a balance: plans it from what is observed now, moves replicas through a sliding
 * window, then puts leaders where the plan has them. What was begun is noted, so that a later run
 * goes on, planning anew from where replicas are by then. A move that makes a partition fall below
 * its {@code min.insync.replicas} holds back further ones until that is over.
 */
final class BalanceStep implements Step {
  private final String name;
  private final Set<Integer> leaving;
  private final BalancePolicy policy;
  private final Gates gates;
  private final ProbeHolder probe;
  private final Throttles throttles;
  private @Nullable MoveWindow window;
  private Map<PartitionRef, List<Integer>> orders = Map.of();
  private boolean ordered;

  BalanceStep(
      String name, Set<Integer> leaving, BalancePolicy policy, Gates gates, ProbeHolder probe) {
    this.name = name;
    this.leaving = leaving;
    this.policy = policy;
    this.gates = gates;
    this.probe = probe;
    throttles = new Throttles(policy.throttleBytesPerSecond());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StepOutcome gate(StepContext context) {
    var blockers = new ArrayList<Blocker>();
    for (BrokerState broker : context.kafka(Look.ANSWERS).brokers()) {
      boolean stays = !leaving.contains(broker.id());
      if (stays && (broker.fenced() || !broker.answered())) {
        String observed = broker.fenced() ? "fenced" : "silent";
        blockers.add(new Blocker.NodeNotReady(broker.id(), observed, "serving"));
      }
    }
    return blockers.isEmpty() ? gates.custom(context) : StepOutcome.of(blockers);
  }

  @Override
  public void act(StepContext context) {
    context.keep(Notes.BALANCE, leaving.isEmpty() ? "spread" : "drain " + leaving);
    KafkaState kafka = context.kafka(Look.PARTITIONS, Look.BYTES);
    probe.stay(staying(kafka));
    List<BrokerSlot> slots = kafka.brokers().stream().map(this::slot).toList();
    BalancePlan plan = BalancePlanner.plan(kafka.partitions(), slots, withoutProof(kafka));
    context.tell("%s: %d moves, %d bytes".formatted(name, plan.moves().size(), plan.bytes()));
    window = new MoveWindow(plan.moves());
    orders = orders(plan);
    throttles.begin(context, plan.moves());
  }

  private Set<Integer> staying(KafkaState kafka) {
    return kafka.brokers().stream()
        .filter(b -> !b.fenced() && !leaving.contains(b.id()))
        .map(BrokerState::id)
        .collect(Collectors.toSet());
  }

  private BrokerSlot slot(BrokerState broker) {
    BrokerSlot.State state =
        leaving.contains(broker.id()) ? BrokerSlot.State.DRAINING : BrokerSlot.State.ACTIVE;
    return BrokerSlot.of(broker.id(), broker.rack(), state);
  }

  private BalancePolicy withoutProof(KafkaState kafka) {
    PartitionTable table = kafka.partitions();
    var proof = new ArrayList<String>();
    for (int t = 0; t < table.topicCount(); t++) {
      if (table.topicName(t).startsWith(TrafficProbeProvider.TOPIC_PREFIX)) {
        proof.add(table.topicName(t));
      }
    }
    return policy.exclude(proof.toArray(String[]::new));
  }

  private static Map<PartitionRef, List<Integer>> orders(BalancePlan plan) {
    var orders = new TreeMap<PartitionRef, List<Integer>>();
    plan.leaderChanges().forEach(change -> orders.put(change.partition(), change.to()));
    return orders;
  }

  @Override
  public StepOutcome await(StepContext context) {
    MoveWindow moves = java.util.Objects.requireNonNull(window, "acts before it awaits");
    KafkaState kafka = context.kafka(Look.PARTITIONS);
    PartitionTable table = kafka.partitions();
    long underWay = reassigning(table);
    List<Blocker> guards = belowMinIsr(table);
    boolean mayStart = underWay == 0 || reassignments(context).canAdd();
    if (guards.isEmpty() && moves.waiting() > 0 && mayStart) {
      List<Move> started = moves.next(table);
      start(context, started);
      underWay += started.size();
    }
    long left = moves.waiting() + underWay;
    if (left > 0) {
      context.progress(1 - (double) left / Math.max(left, moves.total()));
      var blockers = new ArrayList<>(guards);
      blockers.add(0, new Blocker.InProgress("replicas move", left));
      return new StepOutcome.NotYet(blockers, left);
    }
    if (!ordered) {
      ordered = true;
      putInOrder(context);
      return StepOutcome.notYet(new Blocker.InProgress("leaders move", orders.size()));
    }
    throttles.end(context);
    context.forget(Notes.BALANCE);
    return StepOutcome.done();
  }

  private void start(StepContext context, List<Move> moves) {
    var targets = new TreeMap<PartitionRef, List<Integer>>();
    moves.forEach(move -> targets.put(move.partition(), move.to()));
    if (!targets.isEmpty()) {
      context.lock();
      try {
        reassignments(context).alter(targets);
      } catch (RuntimeException e) {
        java.util.Objects.requireNonNull(window).giveBack(moves);
        throw e;
      }
    }
  }

  /** Orders cost no bytes; once they stand, the first of each list leads. */
  private void putInOrder(StepContext context) {
    context.lock();
    if (!orders.isEmpty()) {
      reassignments(context).alter(orders);
    }
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    var due = new ArrayList<PartitionRef>(orders.keySet());
    for (int row = 0; row < table.size(); row++) {
      if (table.leader(row) != table.replica(row, 0) && table.isInSync(row, 0)) {
        due.add(table.ref(row));
      }
    }
    context.gateway().elections().ifPresent(e -> e.preferred(due));
  }

  private static Reassignments reassignments(StepContext context) {
    return context.gateway().reassignments().orElseThrow();
  }

  private static long reassigning(PartitionTable table) {
    long count = 0;
    for (int row = 0; row < table.size(); row++) {
      count += table.isReassigning(row) ? 1 : 0;
    }
    return count;
  }

  private static List<Blocker> belowMinIsr(PartitionTable table) {
    var blockers = new ArrayList<Blocker>();
    for (int row = 0; row < table.size() && blockers.size() < 20; row++) {
      boolean possible = table.targetReplicas(row).size() >= table.minIsr(row);
      if (possible && table.isrSize(row) < table.minIsr(row)) {
        blockers.add(
            new Blocker.UnderReplicated(
                table.topic(row), table.partition(row), table.isr(row), table.missing(row)));
      }
    }
    return blockers;
  }
}
