package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.Problem;
import io.katka.k8s.Options;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Checks;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodeSpec;
import io.katka.spi.Time;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What would keep nodes from running, found without changing anything. */
final class Preflight {
  private static final String DRY_PASSWORD = "of-a-dry-run-only";
  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

  private final ClusterRef ref;
  private final Api api;
  private final ClusterView view;
  private final Options options;
  private final OutsideLook outside;
  private final PodMonitors podMonitors;
  private final CertificateLook certificate;
  private final Time time;
  private final Applier applier;

  Preflight(
      ClusterRef ref,
      Api api,
      ClusterView view,
      Options options,
      OutsideLook outside,
      PodMonitors podMonitors,
      CertificateLook certificate,
      Time time) {
    this.ref = ref;
    this.api = api;
    this.view = view;
    this.options = options;
    this.outside = outside;
    this.podMonitors = podMonitors;
    this.certificate = certificate;
    this.time = time;
    applier = new Applier(api);
  }

  List<Problem> check(ClusterSpec target, List<NodeSpec> nodes, ClusterRecord planned) {
    var problems = new ArrayList<>(new Rights(api).missing(ref.namespace()));
    problems.addAll(shrinking(target));
    problems.addAll(storageClasses(nodes));
    var rendering =
        new Rendering(
            ref, planned, DRY_PASSWORD, options, Map.of(), outside.known(), podMonitors.areKnown());
    problems.addAll(Checks.of(rendering.facts(), nodes));
    problems.addAll(certificate.problems(rendering.facts(), nodes, time.now()));
    if (problems.isEmpty() && !nodes.isEmpty()) {
      problems.addAll(dryRun(rendering, nodes));
    }
    return problems;
  }

  private List<Problem> shrinking(ClusterSpec target) {
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

  private List<Problem> storageClasses(List<NodeSpec> nodes) {
    var problems = new ArrayList<Problem>();
    Set<String> wanted = new HashSet<>();
    nodes.stream()
        .filter(node -> view.node(node.id()).isEmpty())
        .forEach(node -> wanted.add(node.storage().storageClass()));
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

  /** Has the API server judge one node of each kind and pool, and what all nodes share. */
  private List<Problem> dryRun(Rendering rendering, List<NodeSpec> nodes) {
    var objects = new ArrayList<>(rendering.cluster());
    Set<String> seen = new HashSet<>();
    for (NodeSpec node : nodes) {
      if (seen.add(node.kind() + " " + node.pool())) {
        if (outside.isObserved(node)) {
          // Its address comes with its Service, and its files with its address.
          objects.addAll(rendering.outside(node));
          continue;
        }
        NodeObjects one = rendering.node(node);
        objects.addAll(one.others());
        objects.add(one.set());
      }
    }
    var problems = new ArrayList<Problem>();
    for (HasMetadata object : objects) {
      try {
        applier.dryRun(object);
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !isRefusedByPolicy(e)) {
          return problems;
        }
        problems.add(
            new Problem(
                Applier.name(object),
                "refused by the API server",
                "what it accepts",
                String.valueOf(Api.told("try it", e).getMessage())));
      }
    }
    return problems;
  }

  /** Quotas, Pod Security and webhooks refuse with the same code as missing rights do. */
  private static boolean isRefusedByPolicy(KubernetesClientException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("exceeded quota")
        || message.contains("violates PodSecurity")
        || message.contains("admission webhook");
  }
}
