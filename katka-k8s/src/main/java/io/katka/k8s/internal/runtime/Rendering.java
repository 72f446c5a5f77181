package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.katka.error.Problem;
import io.katka.k8s.Options;
import io.katka.k8s.internal.manifest.Checks;
import io.katka.k8s.internal.manifest.ClusterFacts;
import io.katka.k8s.internal.manifest.HostAndPort;
import io.katka.k8s.internal.manifest.Manifests;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a cluster, as its objects are rendered from.
 *
 * @param pools node id to pool of the controllers that are there
 * @param outside node id to the address by which clients outside reach it, where it was observed
 * @param podMonitors whether the Kubernetes cluster knows PodMonitors
 */
record Rendering(
    ClusterRef ref,
    ClusterRecord record,
    String adminPassword,
    Options options,
    Map<Integer, String> pools,
    Map<Integer, HostAndPort> outside,
    boolean podMonitors) {

  /** What is known of it. */
  ClusterFacts facts() {
    return facts(pools);
  }

  List<HasMetadata> cluster() {
    return Manifests.cluster(facts(pools));
  }

  /** What a broker has for clients outside, to be there before the rest is rendered. */
  List<HasMetadata> outside(NodeSpec node) {
    return Manifests.outside(facts(with(node)), node);
  }

  NodeObjects node(NodeSpec node) {
    return NodeObjects.of(node, Manifests.node(facts(with(node)), node));
  }

  /** What lets a node format its volume. */
  ConfigMap permit(NodeSpec node) {
    return Manifests.formatPermit(facts(with(node)), node);
  }

  /** What is wrong with these nodes, as far as that can be told from what is asked for. */
  List<Problem> problems(List<NodeSpec> nodes) {
    return Checks.of(facts(pools), nodes);
  }

  private Map<Integer, String> with(NodeSpec node) {
    var all = new TreeMap<>(pools);
    if (node.kind().isController()) {
      all.put(node.id(), node.pool());
    }
    return all;
  }

  private ClusterFacts facts(Map<Integer, String> controllerPools) {
    return new ClusterFacts(ref, record.required(ref), record.adminPorts(), adminPassword, options)
        .controllerPools(controllerPools)
        .outside(outside)
        .podMonitors(podMonitors);
  }
}
