package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.Problem;
import io.katka.k8s.Options;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.OutsideAddresses;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodeSpec;
import io.katka.spi.EnsembleProvider;
import io.katka.spi.Time;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/** What would keep nodes from running, found without changing anything. */
final class Preflight {
  private static final String DRY_PASSWORD = "of-a-dry-run-only";

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
    var storage = new StorageCheck(api, view);
    List<Supplier<List<Problem>>> looks =
        List.of(
            () -> new Rights(api).missing(ref.namespace()),
            () -> storage.sizes(target),
            () -> storage.classes(nodes, options.volumes().storageClass()));
    var problems = new ArrayList<Problem>();
    api.each(looks, Supplier::get).forEach(problems::addAll);
    if (!nodes.isEmpty()) {
      Optional<Problem> unknown = outside.missing(nodes);
      var rendering =
          new Rendering(
              ref,
              planned,
              DRY_PASSWORD,
              options,
              Map.of(),
              unknown.isPresent() ? Map.of() : outside.found(nodes),
              podMonitors.areKnown());
      problems.addAll(rendering.problems(nodes));
      unknown.ifPresent(problems::add);
      ensembles(target.release()).ifPresent(problems::add);
      problems.addAll(certificate.problems(rendering.facts(), nodes, time.now()));
      if (problems.isEmpty()) {
        problems.addAll(new NameCheck(api, ref).taken(nodes, rendering.cluster()));
      }
      if (problems.isEmpty()) {
        problems.addAll(dryRun(rendering, nodes));
      }
    }
    return problems;
  }

  private static Optional<Problem> ensembles(KafkaRelease release) {
    boolean known =
        release.metadata() != MetadataMode.ZOOKEEPER
            || ServiceLoader.load(EnsembleProvider.class, Preflight.class.getClassLoader())
                .findFirst()
                .isPresent();
    return known
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "version",
                release.describe(),
                "io.katka:katka-zookeeper on the class path",
                "Add that module: it talks to the ensemble."));
  }

  /**
   * Has the API server judge one node of each kind and pool, what all nodes share, and of new nodes
   * also what each one may be refused for alone: the port that is given to it.
   */
  private List<Problem> dryRun(Rendering rendering, List<NodeSpec> nodes) {
    var objects = new ArrayList<>(rendering.cluster());
    Map<Integer, NodeView> there = view.nodesById();
    Set<String> seen = new HashSet<>();
    for (NodeSpec node : nodes) {
      if (seen.add(node.kind() + " " + node.pool())) {
        if (outside.isObserved(node)) {
          // Its address comes with its Service, and its files with its address.
          objects.addAll(rendering.outside(node));
          continue;
        }
        NodeObjects one = rendering.node(node).withVolumes(view::noSmaller);
        objects.addAll(one.others());
        objects.add(one.set());
      } else if (OutsideAddresses.nodePort(options.exposure(), node.id()) > 0
          && !there.containsKey(node.id())) {
        objects.addAll(rendering.outside(node));
      }
    }
    var problems = new ArrayList<Problem>();
    List<Optional<KubernetesClientException>> refusals = api.each(objects, this::refusal);
    for (int i = 0; i < objects.size(); i++) {
      KubernetesClientException refusal = refusals.get(i).orElse(null);
      if (refusal != null && isForMissingRights(refusal)) {
        return problems;
      }
      if (refusal != null) {
        problems.add(
            new Problem(
                Applier.name(objects.get(i)),
                "refused by the API server",
                "what it accepts",
                String.valueOf(Api.told("try it", refusal).getMessage())));
      }
    }
    return problems;
  }

  private Optional<KubernetesClientException> refusal(HasMetadata object) {
    try {
      applier.dryRun(object);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(e);
    }
  }

  private static boolean isForMissingRights(KubernetesClientException refusal) {
    return refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !isRefusedByPolicy(refusal);
  }

  /** Quotas, Pod Security and webhooks refuse with the same code as missing rights do. */
  private static boolean isRefusedByPolicy(KubernetesClientException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("exceeded quota")
        || message.contains("violates PodSecurity")
        || message.contains("admission webhook");
  }
}
