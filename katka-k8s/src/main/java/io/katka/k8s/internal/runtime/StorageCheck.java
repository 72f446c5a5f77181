package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.Problem;
import io.katka.k8s.internal.api.Api;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the volumes that are wanted. */
record StorageCheck(Api api, ClusterView view) {
  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

  /** Volumes that are there and cannot become what is wanted. */
  List<Problem> sizes(ClusterSpec target) {
    var problems = new ArrayList<Problem>();
    for (NodeView node : view.nodes()) {
      PersistentVolumeClaim claim = node.claim().orElse(null);
      long wanted = Wanted.wantedBytes(target, node);
      if (claim != null && wanted > 0 && wanted < Claims.requestedBytes(claim)) {
        problems.add(
            new Problem(
                "storage.size of node " + node.spec().id(),
                wanted + " bytes",
                "%d bytes, what its volume has, or more".formatted(Claims.requestedBytes(claim)),
                "A volume never shrinks: add brokers with smaller volumes and remove these."));
      } else if (claim != null && wanted > Claims.requestedBytes(claim)) {
        growth(claim, wanted).ifPresent(problems::add);
      }
    }
    return problems;
  }

  private Optional<Problem> growth(PersistentVolumeClaim claim, long wanted) {
    String name = claim.getSpec().getStorageClassName();
    return readable(name)
        .filter(found -> !Boolean.TRUE.equals(found.getAllowVolumeExpansion()))
        .map(
            found ->
                new Problem(
                    "storage.size",
                    wanted + " bytes",
                    "what the volume %s has, since its storage class %s cannot expand volumes"
                        .formatted(claim.getMetadata().getName(), name),
                    "Set allowVolumeExpansion on the class if its provisioner can, or keep the size."));
  }

  /**
   * Storage classes that new nodes need and that are not there.
   *
   * @param fallback the class for nodes that name none; empty for the Kubernetes cluster's default
   */
  List<Problem> classes(List<NodeSpec> nodes, String fallback) {
    var problems = new ArrayList<Problem>();
    Set<String> wanted = new HashSet<>();
    nodes.stream()
        .filter(node -> view.node(node.id()).isEmpty())
        .map(node -> node.storage().storageClass())
        .forEach(name -> wanted.add(name.isEmpty() ? fallback : name));
    for (String name : wanted) {
      try {
        if (!name.isEmpty() && storageClass(name).isEmpty()) {
          problems.add(
              new Problem(
                  "storageClass",
                  "'" + name + "'",
                  names().toString(),
                  "Choose one that is there, or have it made."));
        } else if (name.isEmpty() && noDefault()) {
          problems.add(
              new Problem(
                  "storageClass",
                  "not given",
                  names().toString(),
                  "The Kubernetes cluster has no default class: name one."));
        }
      } catch (KubernetesClientException e) {
        // Storage classes belong to the whole Kubernetes cluster: not everybody may see them.
        return List.of();
      }
    }
    return problems;
  }

  private Optional<StorageClass> readable(String name) {
    try {
      return storageClass(name);
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private Optional<StorageClass> storageClass(String name) {
    return Optional.ofNullable(
        api.attempt(
            "read the storage class " + name,
            c -> c.storage().v1().storageClasses().withName(name).get()));
  }

  private List<StorageClass> all() {
    return api.attempt(
        "list the storage classes", c -> c.storage().v1().storageClasses().list().getItems());
  }

  private boolean noDefault() {
    return all().stream()
        .noneMatch(
            found ->
                "true"
                    .equals(
                        NodeView.annotation(found.getMetadata().getAnnotations(), DEFAULT_CLASS)));
  }

  private List<String> names() {
    return all().stream().map(found -> found.getMetadata().getName()).sorted().toList();
  }
}
