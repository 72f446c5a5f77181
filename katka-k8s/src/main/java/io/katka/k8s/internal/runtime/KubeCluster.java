package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.Pod;
import io.katka.error.Problem;
import io.katka.k8s.Options;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Listener;
import io.katka.k8s.internal.manifest.Names;
import io.katka.k8s.internal.tunnel.Tunnels;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.RunStore;
import io.katka.spi.Time;
import io.katka.state.Drift;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One cluster on Kubernetes: what is seen of it, what is done to it, and the way to it. */
public final class KubeCluster implements AutoCloseable {
  private final ClusterRef ref;
  private final Api api;
  private final Time time;
  private final Options options;
  private final LeaseExpiry expiry;
  private final ClusterView view;
  private final Notebook notebook;
  private final Acts acts;
  private final Preflight preflight;
  private final Explanations explanations;
  private final Tunnels tunnels;
  private final DriftLook driftLook;
  private final OutsideLook outside;
  private final CertificateLook certificate;
  private volatile @Nullable LeaseLock lock;
  private volatile @Nullable List<Drift> drift;
  private final AdminPassword password;

  /**
   * A cluster, whether it is there or not.
   *
   * @param expiry remembers how long others' leases were seen unchanged
   */
  public KubeCluster(ClusterRef ref, Api api, Time time, Options options, LeaseExpiry expiry) {
    this.ref = ref;
    this.api = api;
    this.time = time;
    this.options = options;
    this.expiry = expiry;
    view = new ClusterView(api, time, ref);
    notebook = new Notebook(api, ref, time, view::wrote);
    password = new AdminPassword(api, ref);
    outside = new OutsideLook(ref, api, options.exposure());
    certificate = new CertificateLook(ref, api, options.tls());
    var podMonitors = new PodMonitors(api, options.monitoring());
    var wanted = new Wanted(ref, view, password, options, outside, podMonitors);
    acts = new Acts(ref, api, view, notebook, wanted, password);
    driftLook = new DriftLook(ref, api, view, wanted);
    preflight = new Preflight(ref, api, view, options, outside, podMonitors, certificate, time);
    explanations = new Explanations(api, time);
    tunnels = new Tunnels(ref.toString());
  }

  /** What is there. */
  public PlatformState observe() {
    view.open();
    Optional<Foundation> foundation = view.record().foundation();
    if (foundation.isEmpty()) {
      // Who makes it now holds the lock: nobody has changed what is not there yet.
      drift = List.of();
      return PlatformState.absent(ref, Zones.find(api, options.scheduling()));
    }
    List<NodeView> nodes = view.nodes();
    explanations.keep(uids(nodes));
    return new PlatformState(
        ref,
        foundation.get(),
        nodes.stream().map(this::explained).toList(),
        // Of a cluster that was deleted but for its volumes nothing is missed.
        nodes.isEmpty() ? List.of() : drift());
  }

  /**
   * Looked for anew whenever that may be for a plan: while nothing is locked, and once after the
   * lock was taken. During a run nothing is compared.
   */
  private List<Drift> drift() {
    LeaseLock held = lock;
    boolean running = held != null && held.isHeld();
    List<Drift> known = drift;
    if (known == null || !running) {
      known = driftLook.find();
      drift = known;
    }
    return known;
  }

  private static List<String> uids(List<NodeView> nodes) {
    var uids = new ArrayList<String>();
    for (NodeView node : nodes) {
      uids.add(node.set().getMetadata().getUid());
      node.pod().ifPresent(pod -> uids.add(pod.getMetadata().getUid()));
    }
    return uids;
  }

  /**
   * A node on its way, with what the cluster's events say of its pod where that says nothing. Of
   * one whose container runs they say nothing more.
   */
  private PlatformNode explained(NodeView view) {
    PlatformNode node = view.node();
    if (node.phase() != NodePhase.STARTING || !node.detail().isEmpty() || view.isReachable()) {
      return node;
    }
    String why =
        explanations.of(view.pod().map(Pod::getMetadata).orElseGet(() -> view.set().getMetadata()));
    return why.isEmpty()
        ? node
        : new PlatformNode(
            node.spec(),
            node.phase(),
            node.volume(),
            node.runningFingerprint(),
            node.incarnation(),
            why);
  }

  /** Everything that would keep these nodes from running. */
  public List<Problem> check(ClusterSpec target, List<NodeSpec> nodes) {
    return preflight.check(target, nodes, PlannedRecord.of(view.record(), target, nodes));
  }

  /** What a plan for it should say besides. */
  public List<String> notes(ClusterSpec target) {
    return view.record().foundation().isPresent()
        ? List.of()
        : Zones.advice(api, options.scheduling(), target).stream().toList();
  }

  /** Takes the cluster's lock. */
  public ClusterLock lock(String owner, Duration lease) {
    LeaseLock taken = LeaseLock.take(api, ref, owner, lease, time, expiry, acts::settle);
    notebook.claim(taken);
    drift = null;
    lock = taken;
    return taken;
  }

  /** The cluster's notes. */
  public RunStore store() {
    return new NotebookStore(notebook);
  }

  /** The way to all nodes, by tunnels. */
  public Connection admin() {
    return connection();
  }

  private KubeConnection connection() {
    return new KubeConnection(api, view, tunnels, password);
  }

  /** The way of the cluster's clients. */
  public Connection client() {
    return new ClientConnection(ref, view, options, outside, certificate);
  }

  /** {@code host:port} of a node's controller listener, as other nodes reach it. */
  public String controllerEndpoint(int node) {
    return view.node(node)
        .map(NodeView::spec)
        .filter(spec -> spec.kind().isController())
        .map(spec -> Names.host(ref, spec.pool(), node) + ":" + Listener.CONTROLLER.port())
        .orElse("");
  }

  /** See {@link io.katka.spi.Platform#prepare}. */
  public void prepare(ClusterLock lock, Foundation foundation) {
    acts.prepare(Locks.own(lock), foundation);
  }

  /** See {@link io.katka.spi.Platform#putBack}. */
  public void putBack(ClusterLock lock, String object) {
    acts.putBack(Locks.own(lock), object);
    drift = null;
  }

  /** See {@link io.katka.spi.Platform#start}. */
  public void start(ClusterLock lock, List<NodeSpec> nodes) {
    acts.start(Locks.own(lock), nodes);
    connection().hold(nodes.stream().map(NodeSpec::id).toList());
  }

  /** See {@link io.katka.spi.Platform#restart}. */
  public void restart(ClusterLock lock, NodeSpec node) {
    acts.restart(Locks.own(lock), node);
  }

  /** See {@link io.katka.spi.Platform#stop}. */
  public void stop(ClusterLock lock, int node) {
    acts.stop(Locks.own(lock), node);
  }

  /** See {@link io.katka.spi.Platform#kill}. */
  public void kill(ClusterLock lock, int node) {
    acts.kill(Locks.own(lock), node);
  }

  /** See {@link io.katka.spi.Platform#replaceVolume}. */
  public void replaceVolume(ClusterLock lock, NodeSpec node) {
    acts.replaceVolume(Locks.own(lock), node);
  }

  /** See {@link io.katka.spi.Platform#remove}. */
  public void remove(ClusterLock lock, int node, boolean keepVolumes) {
    acts.remove(Locks.own(lock), node, keepVolumes);
  }

  /** See {@link io.katka.spi.Platform#delete}. */
  public void delete(ClusterLock lock, boolean keepVolumes) {
    acts.delete(Locks.own(lock), keepVolumes);
  }

  /** The last lines that a node wrote. */
  public List<String> logTail(int node, int lines) {
    return view.node(node)
        .flatMap(NodeView::pod)
        .map(pod -> Pods.logTail(api, pod, lines))
        .orElse(List.of());
  }

  @Override
  public void close() {
    tunnels.close();
    view.close();
  }
}
