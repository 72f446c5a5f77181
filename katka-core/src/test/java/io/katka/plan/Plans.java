package io.katka.plan;

import io.katka.release.KafkaRelease;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.spec.UpgradePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Plans to look at. */
public final class Plans {
  public static final String CLUSTER_ID = "3Db5QLSqSZieL3rJBUUegA";
  public static final String DIRECTORY_ID = "pGTjBzRRQbGNzKJTRlVd0g";

  private static final ClusterRef REF = new ClusterRef("local", "/srv/katka", "orders");
  private static final String LOCATION = "/srv/katka/orders on this machine";

  private Plans() {}

  public static ClusterSpec cluster(int brokers, String version) {
    return new ClusterSpec(
        "orders",
        KafkaRelease.apache(version),
        List.of(NodePoolSpec.of(NodePoolSpec.DEFAULT_NAME, brokers)),
        new ControllerSpec(Topology.COMBINED, 3),
        Map.of("min.insync.replicas", "2", "default.replication.factor", "3"),
        UpgradePolicy.DEFAULT,
        BalancePolicy.DEFAULT,
        false);
  }

  public static NodeSpec node(int id, String version) {
    return new NodeSpec(
        id,
        id < 3 ? NodeKind.COMBINED : NodeKind.BROKER,
        NodePoolSpec.DEFAULT_NAME,
        id % 2 == 0 ? "" : "rack-1",
        new Revision(
            KafkaRelease.apache(version),
            Map.of("log.retention.hours", "24", "num.io.threads", "4", "a", "b"),
            Set.of("num.io.threads", "log.retention.hours", "log.cleaner.threads"),
            ResourcesSpec.DEFAULT),
        StorageSpec.DEFAULT,
        id < 3 ? new Formatting(Map.of(0, DIRECTORY_ID, 1, "b", 2, "c")) : Formatting.JOINING);
  }

  public static Foundation foundation() {
    return new Foundation(
        CLUSTER_ID,
        Map.of(2, "c", 0, DIRECTORY_ID, 1, "b"),
        cluster(3, "4.4.0"),
        cluster(3, "4.3.1"));
  }

  public static Plan nothing() {
    return plan(CLUSTER_ID, "apply", cluster(3, "4.4.0"), List.of(), List.of());
  }

  public static Plan provision() {
    List<NodeSpec> nodes = IntStream.range(0, 3).mapToObj(id -> node(id, "4.3.1")).toList();
    List<PlannedStep> steps =
        List.of(
            step("prepare", new Action.Prepare(foundation()), -1, Risk.LOW, Impact.NONE),
            step(
                "start-brokers",
                new Action.StartNodes(nodes),
                -1,
                Risk.LOW,
                Impact.lasting(12_000)),
            step(
                "await-quorum",
                new Action.AwaitQuorum(Set.of(0, 1, 2)),
                -1,
                Risk.NONE,
                Impact.NONE),
            step("await-in-sync", new Action.AwaitInSync(), -1, Risk.NONE, Impact.NONE));
    return plan(
        "",
        "apply",
        cluster(3, "4.3.1"),
        List.of(new Phase("provision", "there is no such cluster yet", steps, List.of())),
        List.of());
  }

  /** Scale out with a rebalance, then a roll of five brokers. */
  public static Plan scaleAndRoll() {
    var phases = new ArrayList<Phase>();
    phases.add(
        new Phase(
            "add brokers 3 and 4",
            "5 brokers asked for, 3 are there",
            List.of(
                step(
                    "start-brokers",
                    new Action.StartNodes(List.of(node(3, "4.3.1"), node(4, "4.3.1"))),
                    -1,
                    Risk.LOW,
                    Impact.lasting(8_000)),
                step(
                    "await-registered",
                    new Action.AwaitRegistered(Set.of(4, 3)),
                    -1,
                    Risk.NONE,
                    Impact.NONE)),
            List.of()));
    phases.add(
        new Phase(
            "balance",
            "brokers 3 and 4 hold nothing",
            List.of(
                step(
                    "balance",
                    new Action.Balance(Set.of(), BalancePolicy.DEFAULT),
                    -1,
                    Risk.MOVES_DATA,
                    new Impact(48, 1_288_490_189L, 1_181_116_006L, 95_000))),
            List.of()));
    for (int id : new int[] {1, 2, 0, 3, 4}) {
      phases.add(roll(id));
    }
    return plan(
        CLUSTER_ID,
        "apply",
        cluster(5, "4.4.0"),
        phases,
        List.of(
            "metadata.version stays at 4.3-IV0 until finalizeVersion() is called, so that"
                + " rollback() can go back to 4.3.1. New features of 4.4.0 wait for that.",
            "Topic audit has replication factor 1."));
  }

  private static Phase roll(int id) {
    NodeSpec now = node(id, "4.3.1");
    return new Phase(
        "roll broker " + id,
        id == 1 ? "canary: runs 4.3.1, wanted 4.4.0" : "runs 4.3.1, wanted 4.4.0",
        List.of(
            step("gate", new Action.CheckGate(id), id, Risk.NONE, Impact.NONE),
            step(
                "restart",
                new Action.RestartNode(node(id, "4.4.0")),
                id,
                id == 0 ? Risk.UNAVAILABLE : Risk.RESTART,
                new Impact(29, 0, 0, 9_000)),
            step("await-election", new Action.AwaitElection(id), id, Risk.NONE, Impact.NONE),
            step(
                "await-registered",
                new Action.AwaitRegistered(Set.of(id)),
                id,
                Risk.NONE,
                Impact.NONE),
            step("await-in-sync", new Action.AwaitInSync(), id, Risk.NONE, Impact.NONE),
            step("restore-leaders", new Action.RestoreLeaders(), id, Risk.LOW, Impact.NONE)),
        List.of(step("restart", new Action.RestartNode(now), id, Risk.RESTART, Impact.NONE)));
  }

  private static PlannedStep step(String name, Action action, int node, Risk risk, Impact impact) {
    return new PlannedStep(name, action, node, "because", risk, impact);
  }

  private static Plan plan(
      String id, String workflow, ClusterSpec target, List<Phase> phases, List<String> notes) {
    return new Plan(REF, LOCATION, id, workflow, target, phases, notes, "basis-1");
  }
}
