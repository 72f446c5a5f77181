package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.spec.ClusterRef;
import io.katka.spi.Time;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the API server has of one cluster, watched from the first look until this is closed. */
final class ClusterView implements AutoCloseable {
  private final ClusterRef ref;
  private final Mirror<ConfigMap> notebooks;
  private final Mirror<StatefulSet> sets;
  private final Mirror<Pod> pods;
  private final Mirror<PersistentVolumeClaim> claims;

  /** The uids of pods that were told to go, which may not show yet. */
  private final Set<String> dismissed = ConcurrentHashMap.newKeySet();

  ClusterView(Api api, Time time, ClusterRef ref) {
    this.ref = ref;
    String namespace = ref.namespace();
    Map<String, String> labels = Labels.cluster(ref);
    notebooks =
        new Mirror<>(
            api,
            time,
            "ConfigMap " + Notebook.name(ref),
            c ->
                c.configMaps()
                    .inNamespace(namespace)
                    .withField("metadata.name", Notebook.name(ref)));
    sets =
        new Mirror<>(
            api,
            time,
            "StatefulSets of " + ref,
            c -> c.apps().statefulSets().inNamespace(namespace).withLabels(labels));
    pods =
        new Mirror<>(
            api, time, "pods of " + ref, c -> c.pods().inNamespace(namespace).withLabels(labels));
    claims =
        new Mirror<>(
            api,
            time,
            "volume claims of " + ref,
            c -> c.persistentVolumeClaims().inNamespace(namespace).withLabels(labels));
  }

  ClusterRecord record() {
    Map<String, String> entries =
        notebooks.list().stream().findFirst().map(ConfigMap::getData).orElse(Map.of());
    return ClusterRecord.of(ref, entries);
  }

  /** Its nodes by ascending id. */
  List<NodeView> nodes() {
    List<Pod> present = pods.list();
    Map<String, PersistentVolumeClaim> volumes =
        claims.list().stream()
            .collect(
                Collectors.toMap(c -> c.getMetadata().getName(), Function.identity(), (a, b) -> b));
    forgetDismissed(present);
    return sets.list().stream()
        .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
        .filter(
            set -> !NodeView.annotation(set.getMetadata().getAnnotations(), Keys.SPEC).isEmpty())
        .map(set -> view(set, present, volumes))
        .sorted(Comparator.comparingInt(node -> node.spec().id()))
        .toList();
  }

  Optional<NodeView> node(int id) {
    return nodes().stream().filter(node -> node.spec().id() == id).findFirst();
  }

  List<PersistentVolumeClaim> claims() {
    return claims.list();
  }

  Optional<PersistentVolumeClaim> claim(String name) {
    return claims().stream().filter(c -> c.getMetadata().getName().equals(name)).findFirst();
  }

  /** That claim, asking for as much as the one that is there at least. */
  PersistentVolumeClaim noSmaller(PersistentVolumeClaim wanted) {
    return Claims.noSmaller(wanted, claim(wanted.getMetadata().getName()));
  }

  private NodeView view(
      StatefulSet set, List<Pod> present, Map<String, PersistentVolumeClaim> volumes) {
    String name = set.getMetadata().getName() + "-0";
    Optional<Pod> pod =
        present.stream().filter(p -> p.getMetadata().getName().equals(name)).findFirst();
    return new NodeView(
        set,
        pod,
        Optional.ofNullable(volumes.get("data-" + name)),
        pod.map(p -> dismissed.contains(p.getMetadata().getUid())).orElse(false));
  }

  private void forgetDismissed(List<Pod> present) {
    Set<String> uids =
        present.stream().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    dismissed.removeIf(uid -> !uids.contains(uid));
  }

  void dismissed(Pod pod) {
    dismissed.add(pod.getMetadata().getUid());
  }

  void wrote(StatefulSet set) {
    sets.wrote(set);
  }

  void wrote(ConfigMap notebook) {
    notebooks.wrote(notebook);
  }

  void wrote(PersistentVolumeClaim claim) {
    claims.wrote(claim);
  }

  void deletedSet(String name) {
    sets.deleted(name);
  }

  void deletedNotebook() {
    notebooks.deleted(Notebook.name(ref));
  }

  @Override
  public void close() {
    notebooks.close();
    sets.close();
    pods.close();
    claims.close();
  }
}
