package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.tunnel.Tunnels;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The acts on one cluster. Each checks first that the lock is still held. */
final class Acts {
  private final ClusterRef ref;
  private final Api api;
  private final ClusterView view;
  private final Notebook notebook;
  private final Rendering rendering;
  private final AdminPassword password;
  private final Applier applier;

  Acts(
      ClusterRef ref,
      Api api,
      ClusterView view,
      Notebook notebook,
      Rendering rendering,
      AdminPassword password) {
    this.ref = ref;
    this.api = api;
    this.view = view;
    this.notebook = notebook;
    this.rendering = rendering;
    this.password = password;
    applier = new Applier(api);
  }

  void prepare(LeaseLock lock, Foundation foundation) {
    lock.require(ref);
    view.record()
        .foundation()
        .filter(present -> !present.clusterId().equals(foundation.clusterId()))
        .ifPresent(
            present -> {
              throw new KatkaException(
                  "%s is recorded with cluster id %s already, not %s: a cluster id never changes."
                      .formatted(ref, present.clusterId(), foundation.clusterId()));
            });
    change(lock, record -> record.founded(foundation));
    for (HasMetadata object : shared()) {
      lock.require(ref);
      applier.apply(object);
    }
    new VolumeGrowth(api, view).of(lock, ref, foundation.spec());
  }

  void start(LeaseLock lock, NodeSpec node) {
    lock.require(ref);
    Optional<NodeView> present = view.node(node.id());
    Optional<PlatformNode> seen = present.map(NodeView::node);
    seen.ifPresent(Acts::refuseIfWiped);
    boolean up =
        seen.map(PlatformNode::phase)
            .filter(phase -> phase == NodePhase.RUNNING || phase == NodePhase.STARTING)
            .isPresent();
    if (up && seen.orElseThrow().spec().equals(node)) {
      return;
    }
    apply(lock, node, present);
    if (seen.map(PlatformNode::phase).filter(NodePhase.FAILED::equals).isPresent()) {
      dismiss(lock, present.orElseThrow());
    }
  }

  void restart(LeaseLock lock, NodeSpec node) {
    lock.require(ref);
    NodeView present = required(node.id());
    PlatformNode seen = present.node();
    boolean underWay =
        seen.phase() == NodePhase.STOPPING
            || (seen.phase() == NodePhase.STARTING
                && (present.pod().isEmpty()
                    || seen.runningFingerprint().equals(node.revision().fingerprint())));
    if (underWay && seen.spec().equals(node) && present.shallRun()) {
      return;
    }
    apply(lock, node, Optional.of(present));
    if (seen.phase() != NodePhase.STOPPING) {
      dismiss(lock, present);
    }
  }

  void stop(LeaseLock lock, int id) {
    lock.require(ref);
    NodeView present = required(id);
    if (present.shallRun()) {
      NodeObjects objects = objects(present.spec());
      write(objects.from(present.set()).stopped().set());
    }
  }

  void kill(LeaseLock lock, int id) {
    stop(lock, id);
    required(id).pod().ifPresent(pod -> Pods.kill(api, pod));
  }

  void replaceVolume(LeaseLock lock, NodeSpec node) {
    lock.require(ref);
    NodeView present = required(node.id());
    PlatformNode seen = present.node();
    if (seen.phase() == NodePhase.RUNNING) {
      throw refused(node.id(), "its volume is replaced");
    }
    if (seen.volume() != VolumeState.WIPED) {
      if (seen.spec().equals(node) && NodeObjects.isPermitted(present.set())) {
        return;
      }
      throw new PreconditionException(
          "The volume of node %d is not replaced: it is not known to be wiped.".formatted(node.id()),
          List.of(new Blocker.NodeNotReady(node.id(), "volume formatted", "volume wiped")));
    }
    // It is empty already: what it lacks is the permit to be formatted once more.
    write(objects(node).permitted().from(present.set()).set());
    dismiss(lock, present);
  }

  void remove(LeaseLock lock, int id, boolean keepVolumes) {
    lock.require(ref);
    Optional<NodeView> present = view.node(id);
    if (present.isEmpty()) {
      return;
    }
    refuseWhileUp(present.get(), "it is removed");
    forget(lock, present.get(), keepVolumes);
    change(lock, record -> record.without(id));
  }

  void delete(LeaseLock lock, boolean keepVolumes) {
    lock.require(ref);
    List<NodeView> nodes = view.nodes();
    nodes.forEach(node -> refuseWhileUp(node, "the cluster is deleted"));
    nodes.forEach(node -> forget(lock, node, keepVolumes));
    if (view.record().foundation().isPresent()) {
      for (HasMetadata object : shared()) {
        // Who keeps the volumes keeps the cluster id, and with it the password.
        boolean kept =
            keepVolumes && object.getMetadata().getName().equals(AdminPassword.secret(ref));
        if (!kept) {
          lock.require(ref);
          applier.delete(object);
        }
      }
    }
    if (!keepVolumes) {
      view.claims().forEach(claim -> Claims.delete(api, claim));
      notebook.delete(lock);
      view.deletedNotebook();
    }
  }

  void putBack(LeaseLock lock, String object) {
    lock.require(ref);
    wanted().stream()
        .filter(wanted -> Applier.name(wanted).equals(object))
        .findFirst()
        .map(applier::takeBack)
        .filter(StatefulSet.class::isInstance)
        .ifPresent(written -> view.wrote((StatefulSet) written));
  }

  /** Everything that there should be. */
  List<HasMetadata> wanted() {
    var all = new ArrayList<HasMetadata>(shared());
    for (NodeView node : view.nodes()) {
      NodeObjects objects = as(node);
      all.addAll(objects.others());
      all.add(objects.claimsOf(node.set()).set());
    }
    return all;
  }

  private List<HasMetadata> shared() {
    ClusterRecord record = view.record();
    return rendering.cluster(
        ref, record, password.orNew(record.required(ref).clusterId()));
  }

  /**
   * Notes on volumes that they are formatted, and takes the permit to format them back. So a permit
   * is good for the first start of a node and for no other.
   */
  void settle(LeaseLock lock) {
    Optional<Foundation> foundation = view.record().foundation();
    if (foundation.isEmpty()) {
      return;
    }
    for (NodeView node : view.nodes()) {
      boolean runs = node.node().phase() == NodePhase.RUNNING;
      if (runs && node.claim().filter(claim -> !Claims.isFormatted(claim)).isPresent()) {
        lock.require(ref);
        view.wrote(
            Claims.formatted(api, node.claim().orElseThrow(), foundation.get().clusterId()));
      }
      if (runs && NodeObjects.isPermitted(node.set())) {
        lock.require(ref);
        write(objects(node.spec()).from(node.set()).set());
      }
    }
  }

  /** A node's objects as they should be now. */
  private NodeObjects as(NodeView node) {
    NodeObjects objects = objects(node.spec());
    if (NodeObjects.isPermitted(node.set())) {
      objects = objects.permitted();
    }
    boolean stopped =
        !NodeView.annotation(node.set().getMetadata().getAnnotations(), Keys.STOPPED).isEmpty();
    return stopped ? objects.stopped() : objects;
  }

  private void apply(LeaseLock lock, NodeSpec node, Optional<NodeView> present) {
    Foundation foundation = view.record().required(ref);
    if (!view.record().adminPorts().containsKey(node.id())) {
      change(
          lock,
          record ->
              record.adminPort(
                  node.id(),
                  AdminPorts.next(
                      foundation.clusterId(), record.adminPorts().values(), Tunnels::isFree)));
    }
    NodeObjects objects = objects(node);
    boolean formatted =
        present.map(p -> p.node().volume() == VolumeState.FORMATTED).orElse(false)
            || claimIsFormatted(objects.set());
    NodeObjects wanted = formatted ? objects : objects.permitted();
    for (HasMetadata object : wanted.others()) {
      lock.require(ref);
      applier.apply(object);
    }
    lock.require(ref);
    write(wanted.from(present.map(NodeView::set).orElse(null)).set());
  }

  private boolean claimIsFormatted(StatefulSet set) {
    String name = Naming.claim(set);
    return view.claims().stream()
        .filter(claim -> claim.getMetadata().getName().equals(name))
        .anyMatch(Claims::isFormatted);
  }

  private void write(StatefulSet set) {
    view.wrote(applier.apply(set));
  }

  private void dismiss(LeaseLock lock, NodeView node) {
    node.pod()
        .ifPresent(
            pod -> {
              lock.require(ref);
              Pods.evict(api, pod);
              view.dismissed(pod);
            });
  }

  private void forget(LeaseLock lock, NodeView node, boolean keepVolumes) {
    NodeObjects objects = objects(node.spec());
    lock.require(ref);
    applier.delete(node.set());
    view.deletedSet(node.set().getMetadata().getName());
    objects.others().forEach(applier::delete);
    if (!keepVolumes) {
      node.claim().ifPresent(claim -> Claims.delete(api, claim));
    }
  }

  private NodeObjects objects(NodeSpec node) {
    ClusterRecord record = view.record();
    String secret = password.orNew(record.required(ref).clusterId());
    return NodeObjects.of(node, rendering.node(ref, record, secret, node));
  }

  private void change(LeaseLock lock, java.util.function.UnaryOperator<ClusterRecord> change) {
    notebook.change(
        lock, entries -> change.apply(ClusterRecord.of(ref, entries)).into(entries));
  }

  private NodeView required(int id) {
    return view.node(id)
        .orElseThrow(() -> new KatkaException("Cluster %s has no node %d.".formatted(ref, id)));
  }

  private static void refuseIfWiped(PlatformNode node) {
    if (node.volume() == VolumeState.WIPED) {
      throw new PreconditionException(
          "Node %d is not started: its volume was formatted once and is empty now, its data is gone. It is not formatted again by itself, because it may have held the last copy; replace the node's volume."
              .formatted(node.id()),
          List.of(new Blocker.NodeNotReady(node.id(), "volume wiped", "volume formatted")));
    }
  }

  private static void refuseWhileUp(NodeView node, String what) {
    NodePhase phase = node.node().phase();
    if (node.pod().isPresent() && phase != NodePhase.FAILED) {
      throw refused(node.spec().id(), what);
    }
  }

  private static PreconditionException refused(int node, String what) {
    return new PreconditionException(
        "Node %d runs: it must be stopped before %s.".formatted(node, what),
        List.of(new Blocker.NodeNotReady(node, "running", "stopped")));
  }
}
