package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.katka.error.KatkaException;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The acts on one cluster. Each checks first that the lock is still held. */
final class Acts {
  /** A node that shall be as that spec says, and how it was seen, if it is there. */
  private record Due(NodeSpec node, Optional<NodeView> present) {
    NodePhase phase() {
      return present.map(seen -> seen.node().phase()).orElse(NodePhase.STOPPED);
    }
  }

  private final ClusterRef ref;
  private final Api api;
  private final ClusterView view;
  private final Notebook notebook;
  private final Wanted wanted;
  private final AdminPassword password;
  private final Applier applier;

  Acts(
      ClusterRef ref,
      Api api,
      ClusterView view,
      Notebook notebook,
      Wanted wanted,
      AdminPassword password) {
    this.ref = ref;
    this.api = api;
    this.view = view;
    this.notebook = notebook;
    this.wanted = wanted;
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
    applyAll(lock, wanted.shared());
    for (PersistentVolumeClaim grown : wanted.grown(foundation.spec())) {
      lock.require(ref);
      view.wrote(applier.apply(grown));
    }
  }

  /** Starts them side by side: none needs another one to be there. */
  void start(LeaseLock lock, List<NodeSpec> nodes) {
    lock.require(ref);
    Map<Integer, NodeView> there = view.nodesById();
    var due = new ArrayList<Due>();
    for (NodeSpec node : nodes) {
      var one = new Due(node, Optional.ofNullable(there.get(node.id())));
      one.present().map(NodeView::node).ifPresent(Refusals::ifWiped);
      boolean asked = one.present().map(NodeView::spec).filter(node::equals).isPresent();
      if (asked && one.phase() == NodePhase.STARTING) {
        renew(lock, node, one.present().orElseThrow());
      } else if (!asked || one.phase() != NodePhase.RUNNING) {
        due.add(one);
      }
    }
    apply(lock, due);
    for (Due one : due) {
      if (one.phase() == NodePhase.FAILED) {
        dismiss(lock, one.present().orElseThrow(), Pods::evictAsSeen);
      }
    }
  }

  /** A pod on its way comes from the template that was there: another image needs another pod. */
  private void renew(LeaseLock lock, NodeSpec node, NodeView present) {
    applyAll(lock, wanted.before(List.of(node)));
    NodeObjects objects = wanted.of(node);
    applyAll(lock, objects.others());
    lock.require(ref);
    if (!isSameTemplate(write(Optional.empty(), objects.set()), present.set())) {
      dismiss(lock, present);
    }
  }

  private static boolean isSameTemplate(StatefulSet one, StatefulSet other) {
    return Objects.equals(one.getMetadata().getGeneration(), other.getMetadata().getGeneration());
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
    apply(lock, List.of(new Due(node, Optional.of(present))));
    if (seen.phase() != NodePhase.STOPPING) {
      dismiss(lock, present);
    }
  }

  void stop(LeaseLock lock, int id) {
    lock.require(ref);
    NodeView present = required(id);
    if (present.shallRun()) {
      write(Optional.of(present), wanted.down(present.spec()).set());
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
    if (seen.volume() != VolumeState.WIPED) {
      boolean underWay = seen.phase() == NodePhase.STARTING || seen.phase() == NodePhase.STOPPING;
      if (underWay && seen.spec().equals(node)) {
        return;
      }
      throw Refusals.notWiped(node.id(), seen.phase());
    }
    // It is empty already: what it lacks is the permit to be formatted once more.
    applier.apply(wanted.permit(node));
    NodeObjects objects = wanted.of(node);
    applyAll(lock, objects.others());
    lock.require(ref);
    write(Optional.of(present), objects.set());
    dismiss(lock, present);
  }

  void remove(LeaseLock lock, int id, boolean keepVolumes) {
    lock.require(ref);
    Optional<NodeView> present = view.node(id);
    if (present.isPresent()) {
      Refusals.whileUp(present.get(), "it is removed");
      wanted.present(present.stream().toList()).forEach(node -> forget(lock, node, keepVolumes));
      change(lock, record -> record.without(id));
    }
  }

  void delete(LeaseLock lock, boolean keepVolumes) {
    lock.require(ref);
    List<NodeView> nodes = view.nodes();
    nodes.forEach(node -> Refusals.whileUp(node, "the cluster is deleted"));
    wanted.present(nodes).forEach(node -> forget(lock, node, keepVolumes));
    if (view.record().foundation().isPresent()) {
      for (HasMetadata object : wanted.shared()) {
        // Who keeps the volumes keeps the cluster id, and with it the password.
        if (!keepVolumes || !password.isKeptIn(object)) {
          lock.require(ref);
          applier.delete(object);
        }
      }
    }
    if (!keepVolumes) {
      view.claims().forEach(applier::delete);
      notebook.delete(lock);
      view.deletedNotebook();
    }
  }

  void putBack(LeaseLock lock, String object) {
    lock.require(ref);
    wanted.all().stream()
        .filter(one -> Applier.name(one).equals(object))
        .findFirst()
        .map(applier::takeBack)
        .filter(StatefulSet.class::isInstance)
        .ifPresent(written -> view.wrote((StatefulSet) written));
  }

  /**
   * Notes on volumes that they are formatted, and takes the permit to format them back. So a permit
   * is good for the first start of a node and for no other. Forgets what no pod reads any more.
   */
  void settle(LeaseLock lock) {
    Optional<Foundation> foundation = view.record().foundation();
    if (foundation.isPresent()) {
      String clusterId = foundation.get().clusterId();
      List<NodeView> fresh = view.nodes().stream().filter(Acts::isFresh).toList();
      api.each(fresh, node -> settle(lock, node, clusterId)).forEach(view::wrote);
      new OldFiles(ref, api, applier).forget(lock, view.nodes());
    }
  }

  private static boolean isFresh(NodeView node) {
    return node.node().phase() == NodePhase.RUNNING
        && node.claim().filter(claim -> !Claims.isFormatted(claim)).isPresent();
  }

  private PersistentVolumeClaim settle(LeaseLock lock, NodeView node, String clusterId) {
    lock.require(ref);
    applier.delete(wanted.permit(node.spec()));
    return Claims.formatted(api, node.claim().orElseThrow(), clusterId);
  }

  private void apply(LeaseLock lock, List<Due> due) {
    List<NodeSpec> nodes = due.stream().map(Due::node).toList();
    givePorts(lock, nodes.stream().map(NodeSpec::id).toList());
    applyAll(lock, wanted.before(nodes));
    Map<Integer, NodeObjects> objects = wanted.of(nodes);
    var before = new ArrayList<HasMetadata>();
    for (Due one : due) {
      NodeObjects its = objects.get(one.node().id());
      before.addAll(its.others());
      if (one.phase() != NodePhase.RUNNING && !isFormatted(its)) {
        before.add(wanted.permit(one.node()));
      }
    }
    applyAll(lock, before);
    api.each(
        due,
        one -> {
          lock.require(ref);
          return write(one.present(), objects.get(one.node().id()).set());
        });
  }

  private void givePorts(LeaseLock lock, List<Integer> ids) {
    ClusterRecord record = view.record();
    String clusterId = record.required(ref).clusterId();
    List<Integer> without =
        ids.stream().filter(id -> !record.adminPorts().containsKey(id)).toList();
    if (!without.isEmpty()) {
      change(
          lock,
          latest -> {
            ClusterRecord more = latest;
            for (int id : without) {
              more =
                  more.adminPort(
                      id, AdminPorts.next(clusterId, more.adminPorts().values(), Tunnels::isFree));
            }
            return more;
          });
    }
  }

  private boolean isFormatted(NodeObjects objects) {
    return objects.others().stream()
        .filter(PersistentVolumeClaim.class::isInstance)
        .flatMap(claim -> view.claim(claim.getMetadata().getName()).stream())
        .anyMatch(Claims::isFormatted);
  }

  /** None of them needs another one to be there. */
  private void applyAll(LeaseLock lock, List<HasMetadata> objects) {
    api.each(
        objects,
        object -> {
          lock.require(ref);
          HasMetadata written = applier.apply(object);
          if (written instanceof PersistentVolumeClaim claim) {
            view.wrote(claim);
          }
          return written;
        });
  }

  /** Refused should the set that was looked at have changed since. */
  private StatefulSet write(Optional<NodeView> seen, StatefulSet set) {
    StatefulSet written =
        seen.map(node -> applier.applyOver(node.set(), set)).orElseGet(() -> applier.apply(set));
    view.wrote(written);
    return written;
  }

  private void dismiss(LeaseLock lock, NodeView node) {
    dismiss(lock, node, Pods::evict);
  }

  private void dismiss(LeaseLock lock, NodeView node, BiConsumer<Api, Pod> eviction) {
    node.pod()
        .ifPresent(
            pod -> {
              lock.require(ref);
              eviction.accept(api, pod);
              view.dismissed(pod);
            });
  }

  private void forget(LeaseLock lock, Wanted.Present present, boolean keepVolumes) {
    lock.require(ref);
    NodeView node = present.node();
    applier.delete(node.set());
    view.deletedSet(node.set().getMetadata().getName());
    applier.delete(wanted.permit(node.spec()));
    node.files().forEach(name -> applier.deleteConfigMap(ref.namespace(), name));
    for (HasMetadata object : present.objects()) {
      if (!(object instanceof StatefulSet) && !(object instanceof PersistentVolumeClaim)) {
        applier.delete(object);
      }
    }
    if (!keepVolumes) {
      node.claim().ifPresent(applier::delete);
    }
  }

  private void change(LeaseLock lock, UnaryOperator<ClusterRecord> change) {
    notebook.change(lock, entries -> change.apply(ClusterRecord.of(ref, entries)).into(entries));
  }

  private NodeView required(int id) {
    return view.node(id)
        .orElseThrow(() -> new KatkaException("Cluster %s has no node %d.".formatted(ref, id)));
  }
}
