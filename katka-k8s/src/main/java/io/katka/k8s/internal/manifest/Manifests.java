package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster's objects, each list in the order in which it is to be applied. */
public final class Manifests {
  private Manifests() {}

  /** What the nodes share. */
  public static List<HasMetadata> cluster(ClusterFacts facts) {
    var objects = new ArrayList<HasMetadata>();
    objects.add(
        new ServiceAccountBuilder()
            .withMetadata(Labels.of(facts, facts.ref().name()))
            .withAutomountServiceAccountToken(false)
            .build());
    objects.add(Credentials.of(facts));
    Certificate.of(facts).ifPresent(objects::add);
    objects.addAll(Services.of(facts));
    OutsideServices.bootstrap(facts).ifPresent(objects::add);
    objects.addAll(Budgets.of(facts));
    if (facts.options().networkPolicy()) {
      objects.add(Traffic.of(facts));
    }
    objects.addAll(Metrics.of(facts));
    return objects.stream().map(object -> Customizing.apply(facts, object)).toList();
  }

  /**
   * What a node has for clients outside; empty where there are none, or it is no broker. To be
   * applied before {@link #node}, which needs the address that it gets, unless the options say it.
   */
  public static List<HasMetadata> outside(ClusterFacts facts, NodeSpec node) {
    return OutsideServices.of(facts, node).stream()
        .<HasMetadata>map(service -> Customizing.apply(facts, service))
        .toList();
  }

  /**
   * What one node has for itself.
   *
   * @throws io.katka.error.KatkaException if its address for clients outside is not known
   */
  public static List<HasMetadata> node(ClusterFacts facts, NodeSpec node) {
    ConfigMap files = NodeFiles.named(Customizing.apply(facts, NodeFiles.of(facts, node)));
    var objects = new ArrayList<HasMetadata>(outside(facts, node));
    objects.add(files);
    objects.add(Customizing.apply(facts, NodeVolume.of(facts, node)));
    objects.add(
        Customizing.apply(facts, NodeStatefulSet.of(facts, node, files.getMetadata().getName())));
    return List.copyOf(objects);
  }

  /**
   * What lets a node format its volume: there before its first start, and removed once it has
   * started, so that a node whose volume was lost says so instead of beginning anew.
   */
  public static ConfigMap formatPermit(ClusterFacts facts, NodeSpec node) {
    return new ConfigMapBuilder()
        .withMetadata(
            Labels.of(facts, node, Names.formatPermit(facts.ref(), node.pool(), node.id())))
        .withData(Map.of("format", "once"))
        .build();
  }
}
