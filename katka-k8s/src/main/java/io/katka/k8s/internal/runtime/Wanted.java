package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.katka.k8s.Options;
import io.katka.k8s.internal.manifest.HostAndPort;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.StorageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The objects that there should be of a cluster, by what is recorded of it. */
final class Wanted {
  private static final HostAndPort NOWHERE = new HostAndPort("nowhere.invalid", 1);

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
    return rendering(Map.of()).cluster();
  }

  /** A node as that spec says, but for a volume that has grown since. */
  NodeObjects of(NodeSpec node) {
    return of(List.of(node)).get(node.id());
  }

  /**
   * As {@link #of(NodeSpec)}, node id to objects: what they share is looked at once.
   *
   * @throws io.katka.error.UnreachableException if a broker has no address for clients outside yet
   */
  Map<Integer, NodeObjects> of(List<NodeSpec> nodes) {
    return of(nodes, outside.see(nodes));
  }

  private Map<Integer, NodeObjects> of(List<NodeSpec> nodes, Map<Integer, HostAndPort> addresses) {
    Rendering rendering = rendering(addresses);
    var objects = new TreeMap<Integer, NodeObjects>();
    for (NodeSpec node : nodes) {
      objects.put(node.id(), rendering.node(node).withVolumes(view::noSmaller));
    }
    return objects;
  }

  /** A node that is down, and so advertises nothing: its Service may be gone. */
  NodeObjects down(NodeSpec node) {
    var addresses = new TreeMap<>(outside.found(List.of(node)));
    if (outside.isObserved(node)) {
      addresses.putIfAbsent(node.id(), NOWHERE);
    }
    return of(List.of(node), addresses).get(node.id()).stopped();
  }

  /** What must be there before {@link #of(List)} can tell the rest. */
  List<HasMetadata> before(List<NodeSpec> nodes) {
    List<NodeSpec> observed = nodes.stream().filter(outside::isObserved).toList();
    if (observed.isEmpty()) {
      return List.of();
    }
    Rendering rendering = rendering(Map.of());
    return observed.stream().flatMap(node -> rendering.outside(node).stream()).toList();
  }

  /** What lets a node format its volume. */
  ConfigMap permit(NodeSpec node) {
    return rendering(Map.of()).permit(node);
  }

  /** Everything that can be told. */
  List<HasMetadata> all() {
    var all = new ArrayList<HasMetadata>(shared());
    present(view.nodes()).forEach(node -> all.addAll(node.objects()));
    return all;
  }

  /** A node that is there, and what it should have. */
  record Present(NodeView node, List<HasMetadata> objects) {}

  /**
   * Nodes that are there with all that can be told: of a broker whose Service somebody deleted only
   * what gives it an address again.
   */
  List<Present> present(List<NodeView> nodes) {
    List<NodeSpec> specs = nodes.stream().map(NodeView::spec).toList();
    Map<Integer, HostAndPort> addresses = outside.found(specs);
    List<NodeSpec> told =
        specs.stream()
            .filter(node -> !outside.isObserved(node) || addresses.containsKey(node.id()))
            .toList();
    Map<Integer, NodeObjects> objects = of(told, addresses);
    return nodes.stream()
        .map(
            node ->
                new Present(
                    node,
                    Optional.ofNullable(objects.get(node.spec().id()))
                        .map(its -> its.of(node))
                        .orElseGet(() -> before(List.of(node.spec())))))
        .toList();
  }

  /** The claims of volumes that their pools want larger than they are. */
  List<PersistentVolumeClaim> grown(ClusterSpec spec) {
    var larger = new ArrayList<NodeSpec>();
    for (NodeView node : view.nodes()) {
      long wanted = wantedBytes(spec, node);
      if (wanted > node.claim().map(Claims::requestedBytes).orElse(Long.MAX_VALUE)) {
        larger.add(larger(node.spec(), wanted));
      }
    }
    return of(larger).values().stream()
        .flatMap(objects -> objects.others().stream())
        .filter(PersistentVolumeClaim.class::isInstance)
        .map(PersistentVolumeClaim.class::cast)
        .toList();
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

  private Rendering rendering(Map<Integer, HostAndPort> addresses) {
    ClusterRecord record = view.record();
    return new Rendering(
        ref,
        record,
        password.orNew(record.required(ref).clusterId()),
        options,
        controllerPools(),
        addresses,
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
