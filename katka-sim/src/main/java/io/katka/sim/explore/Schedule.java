package io.katka.sim.explore;

import io.katka.sim.FaultKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A cluster, a workflow, and what goes wrong meanwhile. The same schedule always takes the same
 * course.
 *
 * @param seed of what is left to chance in the world: delays, who answers
 * @param workflow what is asked for
 * @param brokers how many there are, from 3
 * @param dedicated whether three controllers stand beside them, or the first three brokers are the
 *     controllers too
 * @param partitions how many, of three replicas each
 * @param healsItself whether the platform starts nodes again that ended by themselves
 * @param lateMillis how late clients see changes of metadata, at most
 * @param busy whether so much is written that a replica is behind for seconds after a restart
 * @param faults what goes wrong
 */
public record Schedule(
    long seed,
    Workflow workflow,
    int brokers,
    boolean dedicated,
    int partitions,
    boolean healsItself,
    long lateMillis,
    boolean busy,
    List<Fault> faults) {
  /**
   * From this seed on a schedule draws its faults from few kinds, and more of them, as in "swarm
   * testing" (A. Groce and others, ISSTA 2012): kinds that must meet to do harm meet more often.
   */
  public static final long SWARMS = 1_000_000;

  /** How many kinds a swarm has on average. */
  private static final int SWARM = 2;

  /** From this seed on there are all kinds; before, those there were when seeds were first run. */
  private static final long ALL_KINDS = 3_000_000;

  private static final List<FaultKind> FIRST_KINDS =
      Stream.of(FaultKind.values()).filter(kind -> kind != FaultKind.PLATFORM_STALE).toList();
  private static final Set<FaultKind> ON_THE_WIRE =
      EnumSet.of(
          FaultKind.GATEWAY_TIMEOUT_BEFORE,
          FaultKind.GATEWAY_TIMEOUT_AFTER,
          FaultKind.PLATFORM_TIMEOUT_BEFORE,
          FaultKind.PLATFORM_TIMEOUT_AFTER,
          FaultKind.DRIVER_DIES,
          FaultKind.DRIVER_DIES_BEFORE_ACT,
          FaultKind.DRIVER_DIES_AFTER_ACT);

  public Schedule {
    Objects.requireNonNull(workflow, "workflow");
    faults = List.copyOf(faults);
  }

  /** The schedule of a seed. */
  public static Schedule of(long seed) {
    var random = new SplittableRandom(seed);
    Workflow[] workflows = Workflow.values();
    Workflow workflow = workflows[random.nextInt(workflows.length)];
    int brokers = 3 + random.nextInt(4);
    boolean dedicated = random.nextInt(3) > 0;
    int partitions = 4 + random.nextInt(24);
    boolean heals = random.nextBoolean();
    long late = random.nextInt(4) == 0 ? random.nextInt(900) : 0;
    boolean swarm = seed >= SWARMS;
    boolean busy = swarm && random.nextInt(3) == 0;
    List<FaultKind> all = seed >= ALL_KINDS ? List.of(FaultKind.values()) : FIRST_KINDS;
    List<FaultKind> kinds = swarm ? some(random, all) : all;
    int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(swarm ? 8 : 4);
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < count; i++) {
      faults.add(fault(random, kinds));
    }
    return new Schedule(
        random.nextLong(), workflow, brokers, dedicated, partitions, heals, late, busy, faults);
  }

  private static List<FaultKind> some(SplittableRandom random, List<FaultKind> all) {
    var some = new ArrayList<FaultKind>();
    for (FaultKind kind : all) {
      if (random.nextInt(all.size()) < SWARM) {
        some.add(kind);
      }
    }
    return some.isEmpty() ? all : some;
  }

  private static Fault fault(SplittableRandom random, List<FaultKind> kinds) {
    FaultKind kind = kinds.get(random.nextInt(kinds.size()));
    // Most runs are over after some hundred calls; the early ones plan.
    long call = 1 + (random.nextBoolean() ? random.nextInt(120) : random.nextInt(700));
    long millis = ON_THE_WIRE.contains(kind) ? 0 : 500 + random.nextInt(90_000);
    return new Fault(kind, new Trigger.AtCall(call), random.nextInt(12), millis);
  }

  /** Whether a fault of that kind is among what goes wrong. */
  public boolean has(FaultKind kind) {
    return faults.stream().anyMatch(fault -> fault.kind() == kind);
  }

  /** The same with other faults. */
  public Schedule faults(List<Fault> other) {
    return new Schedule(
        seed, workflow, brokers, dedicated, partitions, healsItself, lateMillis, busy, other);
  }

  /** The same over another cluster. */
  public Schedule cluster(int brokerCount, boolean withControllers, int partitionCount) {
    return new Schedule(
        seed,
        workflow,
        brokerCount,
        withControllers,
        partitionCount,
        healsItself,
        lateMillis,
        busy,
        faults);
  }

  /** The same on a platform that is quicker to show changes, or does not heal nodes. */
  public Schedule platform(boolean heals, long late) {
    return new Schedule(seed, workflow, brokers, dedicated, partitions, heals, late, busy, faults);
  }

  /** The same with as little written as most have. */
  public Schedule idle() {
    return new Schedule(
        seed, workflow, brokers, dedicated, partitions, healsItself, lateMillis, false, faults);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "%s over %d brokers%s, %d partitions%s%s%s, world %d"
            .formatted(
                workflow,
                brokers,
                dedicated ? " and 3 controllers" : ", combined",
                partitions,
                healsItself ? ", nodes are started again" : "",
                lateMillis > 0 ? ", metadata up to " + lateMillis + " ms late" : "",
                busy ? ", busy" : "",
                seed));
    faults.forEach(fault -> text.append(System.lineSeparator()).append("  ").append(fault));
    return text.toString();
  }
}
