package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.katka.internal.json.Json;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import io.katka.spi.Time;
import java.util.Collection;
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
  private final Api api;
  private final Readings<Map<String, String>, ClusterRecord> records;
  private final Readings<String, NodeSpec> specs =
      new Readings<>(text -> Json.read(text, NodeSpec.class));
  private final Mirror<ConfigMap> notebooks;
  private final Mirror<StatefulSet> sets;
  private final Mirror<Pod> pods;
  private final Mirror<PersistentVolumeClaim> claims;

  /** The uids of pods that were told to go, which may not show yet. */
  private final Set<String> dismissed = ConcurrentHashMap.newKeySet();

  private volatile boolean opened;

  ClusterView(Api api, Time time, ClusterRef ref) {
    this.ref = ref;
    this.api = api;
    records = new Readings<>(entries -> ClusterRecord.of(ref, entries));
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

  /** Opens all watches at once, where the first looks would one after the other. */
  void open() {
    if (!opened) {
      opened = true;
      api.each(
          List.of(notebooks, sets, pods, claims),
          mirror -> {
            mirror.open();
            return mirror;
          });
    }
  }

  ClusterRecord record() {
    Map<String, String> entries =
        notebooks.list().stream().findFirst().map(ConfigMap::getData).orElse(Map.of());
    return records.of(Notebook.name(ref), entries);
  }

  /** Its nodes by ascending id. */
  List<NodeView> nodes() {
    Map<String, Pod> present = byName(pods.list());
    Map<String, PersistentVolumeClaim> volumes = byName(claims.list());
    forgetDismissed(present.values());
    Map<String, StatefulSet> nodes =
        byName(sets.list().stream().filter(ClusterView::isNode).toList());
    specs.keep(nodes.keySet());
    return nodes.values().stream()
        .map(set -> view(set, present, volumes))
        .sorted(Comparator.comparingInt(node -> node.spec().id()))
        .toList();
  }

  private static boolean isNode(StatefulSet set) {
    return set.getMetadata().getDeletionTimestamp() == null && !specText(set).isEmpty();
  }

  private static String specText(StatefulSet set) {
    return NodeView.annotation(set.getMetadata().getAnnotations(), Keys.SPEC);
  }

  private static <T extends HasMetadata> Map<String, T> byName(List<T> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(o -> o.getMetadata().getName(), Function.identity(), (a, b) -> b));
  }

  /** Node id to node. */
  Map<Integer, NodeView> nodesById() {
    return nodes().stream()
        .collect(Collectors.toMap(node -> node.spec().id(), Function.identity()));
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
      StatefulSet set, Map<String, Pod> present, Map<String, PersistentVolumeClaim> volumes) {
    String node = set.getMetadata().getName();
    String name = node + "-0";
    Optional<Pod> pod = Optional.ofNullable(present.get(name));
    return new NodeView(
        specs.of(node, specText(set)),
        set,
        pod,
        Optional.ofNullable(volumes.get("data-" + name)),
        pod.map(p -> dismissed.contains(p.getMetadata().getUid())).orElse(false));
  }

  private void forgetDismissed(Collection<Pod> present) {
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
