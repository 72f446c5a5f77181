package io.katka.internal.steps;

import io.katka.balance.BalancePlan;
import io.katka.balance.BalancePlanner;
import io.katka.balance.BrokerSlot;
import io.katka.error.Blocker;
import io.katka.event.Movement;
import io.katka.internal.mover.Meter;
import io.katka.internal.planner.Notes;
import io.katka.spec.BalancePolicy;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.TrafficProbeProvider;
import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionRef;
import io.katka.state.PartitionTable;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.step.StepOutcome.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a balance: samples how fast partitions are written, plans from what is observed now,
 * moves replicas ({@link Execution}), then puts leaders where the plan has them ({@link
 * LeaderPace}). What was begun is noted, so that a later run goes on, planning anew from where
 * replicas are by then. A broker that leaves is looked at again in the end: what came onto it
 * meanwhile is moved too.
 */
final class BalanceStep implements Step {
  private final String name;
  private final Set<Integer> leaving;
  private final BalancePolicy policy;
  private final Gates gates;
  private final ProbeHolder probe;
  private final Samples samples;
  private @Nullable Execution execution;
  private @Nullable LeaderPace leaders;
  private Map<PartitionRef, List<Integer>> orders = Map.of();

  BalanceStep(
      String name, Set<Integer> leaving, BalancePolicy policy, Gates gates, ProbeHolder probe) {
    this.name = name;
    this.leaving = leaving;
    this.policy = policy;
    this.gates = gates;
    this.probe = probe;
    samples = new Samples(policy);
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
    if (!blockers.isEmpty()) {
      return StepOutcome.of(blockers);
    }
    StepOutcome custom = gates.custom(context);
    if (!(custom instanceof Done) || samples.suffice(context)) {
      return custom;
    }
    return StepOutcome.notYet(new Blocker.InProgress("write rates are sampled", 1));
  }

  @Override
  public void act(StepContext context) {
    context.keep(Notes.BALANCE, leaving.isEmpty() ? "spread" : "drain " + leaving);
    KafkaState kafka = context.kafka(Look.PARTITIONS, Look.BYTES);
    probe.stay(staying(kafka));
    List<BrokerSlot> slots = kafka.brokers().stream().map(this::slot).toList();
    BalancePlan plan = BalancePlanner.plan(kafka.partitions(), slots, withoutProof(kafka));
    Movement before = execution == null ? Meter.NOTHING : execution.moved();
    execution = new Execution(context, plan, leaving, samples, before);
    orders = orders(plan);
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
    LeaderPace pace = leaders;
    if (pace == null) {
      Execution moves = Objects.requireNonNull(execution, "acts before it awaits");
      StepOutcome moved = moves.advance(context);
      if (!(moved instanceof Done)) {
        return moved;
      }
      moves.end(context);
      if (holdsMore(context)) {
        act(context);
        return StepOutcome.notYet(new Blocker.InProgress("what came since is moved", 1));
      }
      pace = new LeaderPace(orders);
      leaders = pace;
    }
    StepOutcome led = pace.advance(context);
    if (led instanceof Done) {
      context.forget(Notes.BALANCE);
    }
    return led;
  }

  /** Whether a leaving broker still has, or again has, replicas that no move takes off it. */
  private boolean holdsMore(StepContext context) {
    PartitionTable table = context.kafka(Look.PARTITIONS).partitions();
    for (int row = 0; row < table.size() && !leaving.isEmpty(); row++) {
      boolean proof = table.topic(row).startsWith(TrafficProbeProvider.TOPIC_PREFIX);
      if (!proof && table.targetReplicas(row).stream().anyMatch(leaving::contains)) {
        return true;
      }
    }
    return false;
  }

  /** Moves nearly finished end, the others are taken back; the throttles are put back. */
  @Override
  public StepOutcome cancel(StepContext context) {
    Execution moves = execution;
    return moves == null || leaders != null ? StepOutcome.done() : moves.cancel(context);
  }
}
