package io.katka.examples;

import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.PreparedPlan;
import io.katka.balance.BalanceInput;
import io.katka.balance.BalancePlan;
import io.katka.error.Blocker;
import io.katka.k8s.KubernetesPlatform;
import io.katka.local.LocalPlatform;
import io.katka.release.KafkaRelease;
import io.katka.release.ReleaseCatalogue;
import io.katka.sim.FaultKind;
import io.katka.sim.SimWorld;
import io.katka.spec.BalancePolicy;
import io.katka.step.Step;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import io.katka.workflow.StepNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Java of the README and of {@code docs/}, so that it compiles. Nothing here is run. */
final class Snippets {
  private Snippets() {}

  static void oneLine() {
    Katka.cluster("kafka").replicas(5).version("4.4.0").apply();
  }

  static void oneLineOfTheZooKeeperEra() {
    Katka.cluster("kafka").replicas(5).version("5.1.0").apply();
  }

  static void upgradeOfTheZooKeeperEra() {
    Katka.cluster("kafka").version("5.1.0").apply();
    Katka.cluster("kafka").finalizeVersion().apply();
  }

  static void apacheWithZooKeeper() {
    Katka.cluster("kafka").replicas(3).version("3.9.2").zookeeper(3).apply();
  }

  static void lookAndProve() {
    PreparedPlan plan = Katka.cluster("kafka").version("4.4.0").prove(p -> p.rate(500)).plan();
    System.out.println(plan);
    plan.apply().proof().ifPresent(System.out::println);
  }

  static Katka localPlatform() {
    Katka katka =
        Katka.builder()
            .platform(
                LocalPlatform.builder()
                    .directory(Path.of("clusters"))
                    .java(Path.of("/usr/lib/jvm/java-21"))
                    .kafkaHome("4.4.0", Path.of("/opt/kafka"))
                    .build())
            .build();
    return katka;
  }

  static Katka newerPatch() {
    ReleaseCatalogue releases =
        ReleaseCatalogue.standard().with(KafkaRelease.apache("4.4.0").patch("4.4.1"));
    Katka katka = Katka.builder().releases(releases).build();
    return katka;
  }

  static void simulate() {
    SimWorld world = SimWorld.of(42);
    Katka katka = world.katka();
    katka.manage("kafka").replicas(5).version("4.3.1").apply();
    world.createTopic("orders", 60, 3);
    world.after(
        Duration.ofSeconds(10),
        () -> world.faults().inject(FaultKind.NODE_KILLED, 4, Duration.ZERO));
    world.healsItself(true);
    katka.manage("kafka").version("4.4.0").apply();
    if (!world.violations().isEmpty()) {
      throw new AssertionError(world.violations());
    }
  }

  static void consent(ClusterRequest request) {
    request.upgrade(u -> u.allowUnavailable("audit").allowQuorumLoss()).apply();
  }

  static void customSteps(Pager pager, Runnable smokeTest) {
    Katka.cluster("orders")
        .version("4.4.0")
        .before(StepNames.RESTART, () -> new AnnounceRestart(pager))
        .after(StepNames.AWAIT_IN_SYNC, () -> Step.of("smoke-test", context -> smokeTest.run()))
        .without(StepNames.RESTORE_LEADERS)
        .apply();
  }

  static void customGate(ClusterRequest request, ErrorBudget budget) {
    request
        .gate(
            "error-budget",
            context ->
                budget.isSpent()
                    ? StepOutcome.notYet(new Blocker.Custom("error-budget", "spent for this hour"))
                    : StepOutcome.done())
        .apply();
  }

  /** Whoever wants to know. */
  interface Pager {
    boolean isOnCall();

    void tell(String text);
  }

  /** How many errors are left. */
  interface ErrorBudget {
    boolean isSpent();
  }

  /** What a cold start leaves empty. */
  interface Cache {
    int size();

    int entriesToWarm();
  }

  static final class AnnounceRestart implements Step {
    private final Pager pager;

    AnnounceRestart(Pager pager) {
      this.pager = pager;
    }

    @Override
    public String name() {
      return "announce-restart";
    }

    @Override
    public StepOutcome gate(StepContext context) {
      return pager.isOnCall()
          ? StepOutcome.done()
          : StepOutcome.notYet(new Blocker.Custom(name(), "nobody is on call"));
    }

    @Override
    public void act(StepContext context) {
      pager.tell("restarting node " + context.step().node());
    }
  }

  static void balanceWithoutACluster(Path out) throws IOException {
    BalanceInput input = BalanceInput.fromCsv(Path.of("instance"));
    BalancePlan plan =
        Katka.balancer().policy(BalancePolicy.DEFAULT.byteTolerance(0.05)).plan(input);
    System.out.println(plan);
    Files.writeString(out, plan.toReassignmentJson());
  }

  static void rebalance(ClusterRequest kafka) {
    kafka.balance(b -> b.throttle(20 << 20)).rebalance().apply();
  }

  record WarmCache(Cache cache) implements Step {
    @Override
    public String name() {
      return "warm-cache";
    }

    @Override
    public void act(StepContext context) {
      context.tell(cache.size() + " entries are warmed");
    }

    @Override
    public StepOutcome await(StepContext context) {
      int left = cache.entriesToWarm();
      context.progress(1.0 - (double) left / cache.size());
      return left == 0
          ? StepOutcome.done()
          : new StepOutcome.NotYet(
              List.of(new Blocker.InProgress("the cache is warmed", left)), left);
    }
  }

  static Katka kubernetes() {
    Katka katka =
        Katka.builder()
            .platform(KubernetesPlatform.builder().context("staging").namespace("kafka").build())
            .build();
    return katka;
  }
}
