package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Drifts;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.spec.ClusterRef;
import io.katka.state.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What somebody else changed of a cluster's objects. Of a StatefulSet only what another manager
 * than Katka wrote counts: what this program would merely render anew reaches a node when its turn
 * comes to be restarted, and not before.
 */
final class DriftLook {
  private final ClusterRef ref;
  private final Api api;
  private final ClusterView view;
  private final Wanted wanted;

  DriftLook(ClusterRef ref, Api api, ClusterView view, Wanted wanted) {
    this.ref = ref;
    this.api = api;
    this.view = view;
    this.wanted = wanted;
  }

  List<Drift> find() {
    Map<String, HasMetadata> live = live();
    var drift = new ArrayList<Drift>();
    for (HasMetadata object : wanted.shared()) {
      drift.addAll(between(object, live));
    }
    for (Wanted.Present present : wanted.present(view.nodes())) {
      List<String> files = present.node().files();
      for (HasMetadata object : present.objects()) {
        if (object instanceof StatefulSet set) {
          Drifts.between(set, present.node().set(), Applier.MANAGER).stream()
              .filter(found -> !found.by().isEmpty())
              .forEach(drift::add);
        } else if (!(object instanceof ConfigMap) || files.contains(name(object))) {
          drift.addAll(between(object, live));
        }
      }
    }
    return drift;
  }

  private static List<Drift> between(HasMetadata wanted, Map<String, HasMetadata> live) {
    return Drifts.between(wanted, live.get(Applier.name(wanted)), Applier.MANAGER);
  }

  /** Listed where that is one call for many; what may not be listed is read one by one. */
  private Map<String, HasMetadata> live() {
    var live = new TreeMap<String, HasMetadata>();
    view.claims().forEach(claim -> live.put("PersistentVolumeClaim " + name(claim), claim));
    Map<String, String> labels = Labels.cluster(ref);
    String namespace = ref.namespace();
    add(
        live,
        "Service",
        c -> c.services().inNamespace(namespace).withLabels(labels).list().getItems());
    add(
        live,
        "ConfigMap",
        c -> c.configMaps().inNamespace(namespace).withLabels(labels).list().getItems());
    add(
        live,
        "PodDisruptionBudget",
        c ->
            c.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
    for (HasMetadata object : wanted.shared()) {
      if (!live.containsKey(Applier.name(object))) {
        HasMetadata there = api.call("read " + Applier.name(object), c -> c.resource(object).get());
        if (there != null) {
          live.put(Applier.name(object), there);
        }
      }
    }
    return live;
  }

  private void add(
      Map<String, HasMetadata> live,
      String kind,
      Function<KubernetesClient, List<? extends HasMetadata>> list) {
    api.call("list the objects of kind " + kind, list::apply)
        .forEach(object -> live.put(kind + " " + name(object), object));
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
