package io.katka.internal.planner;

import io.katka.error.Blocker;
import io.katka.error.PreconditionException;
import io.katka.plan.Action;
import io.katka.plan.Impact;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import io.katka.plan.Risk;
import io.katka.release.MetadataMode;
import io.katka.release.UpgradePath;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodeSpec;
import io.katka.state.FeatureState;
import io.katka.state.PlatformNode;
import io.katka.workflow.StepNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a new version's features binding, after which there is no way back. */
public final class Finalizing {
  /** The protocol level of the ZooKeeper era, raised by a second roll. */
  static final String PROTOCOL = "inter.broker.protocol.version";

  private Finalizing() {}

  /** The spec of a cluster whose version is finalized; the same in KRaft, where features tell. */
  static ClusterSpec raised(ClusterSpec spec) {
    return spec.release().metadata() == MetadataMode.ZOOKEEPER
        ? spec.config(PROTOCOL, spec.release().metadataVersion())
        : spec;
  }

  /** The level that brokers are kept at, where their release knows a newer one. */
  static Optional<String> pendingLevel(ClusterSpec spec) {
    String own = spec.release().metadataVersion();
    return spec.release().metadata() == MetadataMode.ZOOKEEPER
        ? Optional.ofNullable(spec.config().get(PROTOCOL))
            .filter(level -> UpgradePath.isOlder(level, own))
        : Optional.empty();
  }

  /** Brokers of an older release would not understand those at a newer level. */
  static void requireRelease(Situation s) {
    for (NodeSpec node : s.roster().brokers()) {
      Optional<PlatformNode> there = s.node(node.id());
      String running = there.map(n -> n.spec().revision().release().describe()).orElse("not there");
      boolean runs = there.map(PlatformNode::runsItsSpec).orElse(false);
      if (!runs || !running.equals(s.wanted().release().describe())) {
        throw new PreconditionException(
            "Finalizing raises %s to %s, which all brokers must know first."
                .formatted(PROTOCOL, s.wanted().release().metadataVersion()),
            List.of(
                new Blocker.NodeNotReady(
                    node.id(),
                    runs ? running : "not on its recorded revision",
                    "running " + s.wanted().release().describe())));
      }
    }
  }

  /** Once all brokers are at the new level there is nothing to go back to. */
  static Phase close(Situation s) {
    return new Phase(
        "finalize " + s.wanted().release(),
        "asked for; there is no way back to an older version afterwards",
        List.of(Steps.awaitInSync(), Steps.prepare(s.foundation().spec(s.wanted(), null))),
        List.of());
  }

  static List<Phase> phases(Situation s, FeatureState features) {
    for (NodeSpec node : s.roster().wanted()) {
      String running = s.node(node.id()).map(n -> n.runningFingerprint()).orElse("");
      if (!running.equals(node.revision().fingerprint())) {
        throw new PreconditionException(
            "Finalizing binds all nodes to " + s.wanted().release() + ", so all must run it first.",
            List.of(
                new Blocker.NodeNotReady(
                    node.id(), "not on its wanted revision", "running " + s.wanted().release())));
      }
    }
    Map<String, Integer> levels = pending(s.wanted(), features);
    if (levels.isEmpty()) {
      return List.of();
    }
    PlannedStep step =
        new PlannedStep(
            StepNames.FINALIZE,
            new Action.FinalizeFeatures(levels),
            -1,
            "finalize " + levels,
            Risk.IRREVERSIBLE,
            Impact.lasting(1_000));
    PlannedStep close = Steps.prepare(s.foundation().spec(s.wanted(), null));
    return List.of(
        new Phase(
            "finalize " + s.wanted().release(),
            "asked for; there is no way back to an older version afterwards",
            List.of(Steps.awaitInSync(), step, close),
            List.of()));
  }

  /** What could still be raised. {@code kraft.version} is fixed when a cluster is formatted. */
  public static Map<String, Integer> pending(ClusterSpec spec, FeatureState features) {
    var levels = new TreeMap<String, Integer>();
    features
        .supported()
        .forEach(
            (feature, level) -> {
              boolean metadata = feature.equals(FeatureState.METADATA_VERSION);
              int target = metadata ? Math.min(level, spec.release().metadataLevel()) : level;
              if (target > features.level(feature) && !feature.equals(FeatureState.KRAFT_VERSION)) {
                levels.put(feature, target);
              }
            });
    return levels;
  }
}
