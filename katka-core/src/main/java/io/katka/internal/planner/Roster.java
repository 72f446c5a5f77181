package io.katka.internal.planner;

import io.katka.error.InvalidSpecException;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes the spec wants: those that are there keep id, kind, rack and volume; missing ones get
 * the lowest free ids, so that the same plan is made again after a crash.
 *
 * @param wanted all nodes that shall be, by kind and id
 * @param leaving nodes that are there and shall not be
 */
record Roster(List<NodeSpec> wanted, List<PlatformNode> leaving) {
  /** The pool name of controllers that are no brokers. */
  static final String CONTROLLER_POOL = "controller";

  /** The pool name of an ensemble's members. */
  static final String ENSEMBLE_POOL = "zookeeper";

  private static final int FIRST_BROKER = 1;
  private static final int FIRST_CONTROLLER = 1001;

  Roster {
    wanted = List.copyOf(wanted);
    leaving = List.copyOf(leaving);
  }

  static Roster of(
      ClusterSpec spec,
      PlatformState platform,
      Set<Integer> registered,
      Set<Integer> cordoned,
      Map<Integer, String> initialVoters) {
    return new Maker(spec, platform, registered, cordoned, initialVoters).make();
  }

  List<NodeSpec> brokers() {
    return wanted.stream().filter(n -> n.kind().isBroker()).toList();
  }

  List<NodeSpec> controllers() {
    return wanted.stream().filter(n -> n.kind().isController()).toList();
  }

  List<NodeSpec> ensemble() {
    return wanted.stream().filter(n -> n.kind() == NodeKind.ZOOKEEPER).toList();
  }

  /** Controllers or ensemble members that are nothing else. */
  List<NodeSpec> quorumOnly() {
    return wanted.stream().filter(n -> !n.kind().isBroker()).toList();
  }

  private static final class Maker {
    private final ClusterSpec spec;
    private final PlatformState platform;
    private final Set<Integer> cordoned;
    private final Map<Integer, String> initialVoters;
    private final Set<Integer> used;
    private final List<NodeSpec> wanted = new ArrayList<>();
    private final List<PlatformNode> leaving = new ArrayList<>();

    Maker(
        ClusterSpec spec,
        PlatformState platform,
        Set<Integer> registered,
        Set<Integer> cordoned,
        Map<Integer, String> initialVoters) {
      this.spec = spec;
      this.platform = platform;
      this.cordoned = cordoned;
      this.initialVoters = initialVoters;
      used = new HashSet<>(registered);
      platform.nodes().forEach(n -> used.add(n.id()));
    }

    Roster make() {
      ControllerSpec controllers = spec.controllers();
      boolean zooKeeper = spec.release().metadata() == MetadataMode.ZOOKEEPER;
      boolean combined = !zooKeeper && controllers.topology() == Topology.COMBINED;
      if (!combined) {
        NodeKind kind = zooKeeper ? NodeKind.ZOOKEEPER : NodeKind.CONTROLLER;
        quorum(kind, controllers.count());
      }
      long present = platform.nodes().stream().filter(n -> kind(n) == NodeKind.COMBINED).count();
      int missing = combined ? Math.max(0, controllers.count() - (int) present) : 0;
      for (NodePoolSpec pool : spec.pools()) {
        missing -= pool(pool, missing);
      }
      if (missing > 0) {
        throw new InvalidSpecException(
            "controllers",
            controllers.count() + " combined",
            "at most " + (controllers.count() - missing) + " with these brokers",
            "A broker's roles stay what they were when it was created: add brokers, which can be"
                + " controllers too.");
      }
      platform.nodes().stream()
          .filter(n -> kind(n).isBroker())
          .filter(n -> spec.pools().stream().noneMatch(p -> p.name().equals(n.spec().pool())))
          .forEach(leaving::add);
      return new Roster(wanted, leaving);
    }

    private void quorum(NodeKind kind, int count) {
      List<PlatformNode> there =
          platform.nodes().stream().filter(n -> kind(n) == kind).sorted(stayFirst()).toList();
      there.stream()
          .limit(count)
          .sorted(Comparator.comparingInt(PlatformNode::id))
          .forEach(n -> wanted.add(keep(n)));
      there.stream().skip(count).forEach(leaving::add);
      String pool = kind == NodeKind.ZOOKEEPER ? ENSEMBLE_POOL : CONTROLLER_POOL;
      for (int i = there.size(); i < count; i++) {
        wanted.add(fresh(kind, pool, "", StorageSpec.DEFAULT));
      }
    }

    /** Returns how many of the pool's new nodes are controllers too. */
    private int pool(NodePoolSpec pool, int missingControllers) {
      List<PlatformNode> there =
          platform.nodes().stream()
              .filter(n -> kind(n).isBroker() && n.spec().pool().equals(pool.name()))
              .sorted(stayFirst())
              .toList();
      there.stream()
          .limit(pool.replicas())
          .sorted(Comparator.comparingInt(PlatformNode::id))
          .forEach(n -> wanted.add(keep(n)));
      there.stream().skip(pool.replicas()).forEach(leaving::add);
      int combined = 0;
      for (int i = there.size(); i < pool.replicas(); i++) {
        NodeKind kind = combined < missingControllers ? NodeKind.COMBINED : NodeKind.BROKER;
        combined += kind == NodeKind.COMBINED ? 1 : 0;
        wanted.add(fresh(kind, pool.name(), rackFor(pool), pool.storage()));
      }
      return combined;
    }

    /**
     * Those already half gone leave first, then those that do not vote, since fewer voters than
     * wanted cannot be planned for; of them those that are down, then the highest ids.
     */
    private Comparator<PlatformNode> stayFirst() {
      return Comparator.comparing((PlatformNode n) -> cordoned.contains(n.id()))
          .thenComparing(n -> kind(n) != NodeKind.COMBINED)
          .thenComparing(n -> n.phase() == NodePhase.STOPPED || n.phase() == NodePhase.STOPPING)
          .thenComparing(PlatformNode::id);
    }

    private NodeSpec keep(PlatformNode node) {
      NodeSpec known = node.spec();
      return known.revision(Revisions.of(spec, known.kind(), known.pool()));
    }

    private NodeSpec fresh(NodeKind kind, String pool, String rack, StorageSpec storage) {
      int id = kind.isBroker() ? FIRST_BROKER : FIRST_CONTROLLER;
      while (!used.add(id)) {
        id++;
      }
      Formatting formatting =
          initialVoters.containsKey(id) ? new Formatting(initialVoters) : Formatting.JOINING;
      return new NodeSpec(
          id, kind, pool, rack, Revisions.of(spec, kind, pool), storage, formatting);
    }

    private String rackFor(NodePoolSpec pool) {
      return pool.racks().stream()
          .min(Comparator.comparingLong(rack -> inRack(pool.name(), rack)))
          .orElse("");
    }

    private long inRack(String pool, String rack) {
      return wanted.stream().filter(n -> n.pool().equals(pool) && n.rack().equals(rack)).count();
    }

    private static NodeKind kind(PlatformNode node) {
      return node.spec().kind();
    }
  }
}
