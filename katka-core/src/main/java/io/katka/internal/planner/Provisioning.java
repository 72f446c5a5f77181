package io.katka.internal.planner;

import io.katka.plan.Action;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.release.MetadataMode;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.workflow.StepNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first start of a cluster, and every start of one that is down as a whole. */
final class Provisioning {
  private Provisioning() {}

  /**
   * Starts what is missing or down; what runs is left as it is. A node whose volume is gone is
   * replaced later, once the others tell what it held.
   */
  static Phase phase(Situation s, boolean isNew) {
    List<NodeSpec> whole = s.roster().wanted().stream().filter(n -> !s.isWiped(n.id())).toList();
    List<NodeSpec> quorum = whole.stream().filter(n -> n.kind() != NodeKind.BROKER).toList();
    List<NodeSpec> brokers = whole.stream().filter(n -> n.kind() == NodeKind.BROKER).toList();
    // One of the first voters may have left since: of a cluster that was there a leader is enough.
    Set<Integer> voters = isNew ? s.foundation().initialVoters().keySet() : Set.of();
    boolean zooKeeper = s.wanted().release().metadata() == MetadataMode.ZOOKEEPER;
    // New brokers wait for controllers by themselves, and all come up at the same time. Controllers
    // with much to recover first, and an ensemble, would keep brokers longer than these try.
    boolean together = isNew && !zooKeeper;
    var steps = new ArrayList<PlannedStep>();
    steps.add(Steps.prepare(s.foundation()));
    addStart(steps, s, StepNames.START_CONTROLLERS, quorum, !together);
    if (together) {
      addStart(steps, s, StepNames.START_BROKERS, brokers, false);
    }
    steps.add(Steps.awaitQuorum(voters));
    // Also after a first start that was broken off, before a broker makes up an id of its own.
    if (zooKeeper) {
      steps.add(Steps.claimEnsemble(s.foundation().clusterId()));
    }
    if (!together) {
      addStart(steps, s, StepNames.START_BROKERS, brokers, true);
    }
    // The first broker that is up takes it, while others still come up.
    Map<String, String> dynamic = DynamicConfig.of(s.wanted().config());
    if (isNew && !dynamic.isEmpty()) {
      steps.add(Steps.configure(dynamic, Set.of()));
    }
    steps.add(
        Steps.awaitRegistered(Steps.ids(whole.stream().filter(n -> n.kind().isBroker()).toList())));
    steps.add(Steps.awaitInSync());
    String what =
        "%d brokers of %s".formatted(s.wanted().brokerCount(), s.wanted().release().describe());
    return new Phase(
        isNew ? "provision" : "start",
        isNew ? "there is no such cluster: " + what : "it is down: " + what,
        steps,
        List.of());
  }

  private static void addStart(
      List<PlannedStep> steps, Situation s, String name, List<NodeSpec> nodes, boolean awaited) {
    List<NodeSpec> down =
        nodes.stream().filter(n -> s.isDown(n.id())).map(n -> known(s, n)).toList();
    if (!down.isEmpty()) {
      String why = s.exists(down.get(0).id()) ? "down" : "new";
      steps.add(
          Steps.start(
              name,
              new Action.StartNodes(down, awaited),
              "%d nodes, %s: %s".formatted(down.size(), why, Steps.ids(down))));
    }
  }

  /** A node that was there starts with what it had: changes are rolled, never slipped in. */
  private static NodeSpec known(Situation s, NodeSpec wanted) {
    return s.node(wanted.id()).map(n -> n.spec()).orElse(wanted);
  }
}
