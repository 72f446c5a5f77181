package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.katka.k8s.Options;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.StorageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The objects that there should be of a cluster, by what is recorded of it. */
final class Wanted {
  private final ClusterRef ref;
  private final ClusterView view;
  private final AdminPassword password;
  private final Options options;
  private final OutsideLook outside;
  private final PodMonitors podMonitors;

  Wanted(
      ClusterRef ref,
      ClusterView view,
      AdminPassword password,
      Options options,
      OutsideLook outside,
      PodMonitors podMonitors) {
    this.ref = ref;
    this.view = view;
    this.password = password;
    this.options = options;
    this.outside = outside;
    this.podMonitors = podMonitors;
  }

  /** What the nodes share. */
  List<HasMetadata> shared() {
    return rendering().cluster();
  }

  /** A node as that spec says, but for a volume that has grown since. */
  NodeObjects of(NodeSpec node) {
    if (outside.isObserved(node)) {
      outside.see(node);
    }
    return rendering().node(node).withVolumes(view::noSmaller);
  }

  /** What must be there before {@link #of} can tell the rest. */
  List<HasMetadata> before(NodeSpec node) {
    return outside.isObserved(node) ? rendering().outside(node) : List.of();
  }

  /** What lets a node format its volume. */
  ConfigMap permit(NodeSpec node) {
    return rendering().permit(node);
  }

  /** Everything. */
  List<HasMetadata> all() {
    var all = new ArrayList<HasMetadata>(shared());
    for (NodeView node : view.nodes()) {
      NodeObjects objects = of(node.spec());
      all.addAll(objects.others());
      all.add(node.isStopped() ? objects.stopped().set() : objects.set());
    }
    return all;
  }

  /** The claims of volumes that their pools want larger than they are. */
  List<PersistentVolumeClaim> grown(ClusterSpec spec) {
    var grown = new ArrayList<PersistentVolumeClaim>();
    for (NodeView node : view.nodes()) {
      long wanted = wantedBytes(spec, node);
      if (wanted > node.claim().map(Claims::requestedBytes).orElse(Long.MAX_VALUE)) {
        of(larger(node.spec(), wanted)).others().stream()
            .filter(PersistentVolumeClaim.class::isInstance)
            .map(PersistentVolumeClaim.class::cast)
            .forEach(grown::add);
      }
    }
    return grown;
  }

  /** What a node's pool asks for in bytes; 0 where that is left to the platform. */
  static long wantedBytes(ClusterSpec spec, NodeView node) {
    Map<String, NodePoolSpec> pools =
        spec.pools().stream()
            .collect(Collectors.toMap(NodePoolSpec::name, Function.identity(), (a, b) -> b));
    NodePoolSpec pool = pools.get(node.spec().pool());
    return pool == null ? 0 : pool.storage().sizeBytes();
  }

  private static NodeSpec larger(NodeSpec node, long bytes) {
    StorageSpec there = node.storage();
    return new NodeSpec(
        node.id(),
        node.kind(),
        node.pool(),
        node.rack(),
        node.revision(),
        new StorageSpec(bytes, there.storageClass(), there.keep()),
        node.formatting());
  }

  private Rendering rendering() {
    ClusterRecord record = view.record();
    return new Rendering(
        ref,
        record,
        password.orNew(record.required(ref).clusterId()),
        options,
        controllerPools(),
        outside.known(),
        podMonitors.areKnown());
  }

  /** Node id to pool of the controllers that are there. */
  Map<Integer, String> controllerPools() {
    var pools = new TreeMap<Integer, String>();
    for (NodeView node : view.nodes()) {
      if (node.spec().kind().isController()) {
        pools.put(node.spec().id(), node.spec().pool());
      }
    }
    return pools;
  }
}
