package io.katka.k8s.testing;

import io.katka.release.KafkaRelease;
import io.katka.spec.BalancePolicy;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/** Nodes of tests that talk to a platform without the engine. */
public final class Nodes {
  private Nodes() {}

  /** Voters with new directory ids. */
  public static Map<Integer, String> voters(int... ids) {
    var voters = new TreeMap<Integer, String>();
    for (int id : ids) {
      voters.put(id, Uuid.randomUuid().toString());
    }
    return voters;
  }

  /** A new cluster of one broker beside these voters, which are dedicated. */
  public static Foundation foundation(
      String name, KafkaRelease release, Map<Integer, String> voters) {
    var spec =
        new ClusterSpec(
            name,
            release,
            List.of(NodePoolSpec.of(NodePoolSpec.DEFAULT_NAME, 1)),
            new ControllerSpec(Topology.DEDICATED, voters.size()),
            Map.of(),
            UpgradePolicy.DEFAULT,
            BalancePolicy.DEFAULT,
            false);
    return new Foundation(Uuid.randomUuid().toString(), voters, spec, null);
  }

  /** A small node; a controller among these voters is formatted as one of the first. */
  public static NodeSpec node(
      int id, NodeKind kind, KafkaRelease release, Map<Integer, String> voters) {
    boolean controller = kind.isController();
    return new NodeSpec(
        id,
        kind,
        kind == NodeKind.CONTROLLER ? "controller" : NodePoolSpec.DEFAULT_NAME,
        "",
        new Revision(
            release,
            Map.of("offsets.topic.replication.factor", "1"),
            Set.of(),
            ResourcesSpec.DEFAULT.heap("128Mi")),
        StorageSpec.DEFAULT,
        controller && voters.containsKey(id) ? new Formatting(voters) : Formatting.JOINING);
  }
}
