package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.Problem;
import io.katka.error.UnreachableException;
import io.katka.k8s.internal.api.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether this program may do in a namespace what Katka needs to do there. An account that may
 * change nothing at all is one that only looks and plans, and needs no more.
 */
final class Rights {
  private record Need(String group, String resource, List<String> verbs) {}

  private static final String TUNNEL = "pods/portforward";
  private static final List<String> READING = List.of("get", "list", "watch");
  private static final List<String> ALL = List.of("get", "list", "create", "patch", "delete");

  private static final List<Need> NEEDS =
      List.of(
          new Need(
              "apps", "statefulsets", List.of("get", "list", "watch", "create", "patch", "delete")),
          new Need("", "pods", List.of("get", "list", "watch", "delete")),
          new Need("", "pods/eviction", List.of("create")),
          new Need("", "pods/log", List.of("get")),
          new Need("", TUNNEL, List.of("get", "create")),
          new Need(
              "",
              "configmaps",
              List.of("get", "list", "watch", "create", "update", "patch", "delete")),
          new Need("", "secrets", List.of("get", "create", "patch", "delete")),
          new Need("", "services", ALL),
          new Need(
              "", "persistentvolumeclaims", List.of("get", "list", "watch", "patch", "delete")),
          new Need("policy", "poddisruptionbudgets", ALL),
          new Need("coordination.k8s.io", "leases", List.of("get", "create", "update", "delete")));

  private final Api api;

  Rights(Api api) {
    this.api = api;
  }

  /** What is missing; nothing where the API server does not tell. */
  List<Problem> missing(String namespace) {
    SelfSubjectRulesReview review;
    try {
      review =
          api.attempt(
              "ask for this account's rights",
              c ->
                  c.authorization()
                      .v1()
                      .selfSubjectRulesReview()
                      .create(
                          new SelfSubjectRulesReviewBuilder()
                              .withNewSpec()
                              .withNamespace(namespace)
                              .endSpec()
                              .build()));
    } catch (KubernetesClientException | UnreachableException e) {
      return List.of();
    }
    if (review.getStatus() == null || Boolean.TRUE.equals(review.getStatus().getIncomplete())) {
      return List.of();
    }
    return missing(namespace, review.getStatus().getResourceRules());
  }

  static List<Problem> missing(String namespace, List<ResourceRule> rules) {
    var problems = new ArrayList<Problem>();
    boolean acts =
        NEEDS.stream()
            .anyMatch(need -> need.verbs().stream().anyMatch(v -> writes(need, v, rules)));
    for (Need need : NEEDS) {
      List<String> lacking =
          need.verbs().stream()
              .filter(verb -> acts || READING.contains(verb))
              .filter(verb -> !isAllowed(rules, need, verb))
              .toList();
      if (!lacking.isEmpty()) {
        problems.add(
            new Problem(
                "rights in namespace " + namespace,
                "without %s on %s".formatted(String.join(", ", lacking), name(need)),
                "those that Katka needs",
                "Give this account the Role that Rbac.minimal(\"%s\") renders."
                    .formatted(namespace)));
      }
    }
    return problems;
  }

  private static boolean writes(Need need, String verb, List<ResourceRule> rules) {
    return !READING.contains(verb)
        && !need.resource().equals(TUNNEL)
        && isAllowed(rules, need, verb);
  }

  private static String name(Need need) {
    return need.group().isEmpty() ? need.resource() : need.resource() + "." + need.group();
  }

  private static boolean isAllowed(List<ResourceRule> rules, Need need, String verb) {
    return rules.stream()
        .anyMatch(
            rule ->
                matches(rule.getApiGroups(), need.group())
                    && matchesResource(rule.getResources(), need.resource())
                    && matches(rule.getVerbs(), verb)
                    && Optional.ofNullable(rule.getResourceNames()).orElse(List.of()).isEmpty());
  }

  private static boolean matchesResource(List<String> allowed, String wanted) {
    int slash = wanted.indexOf('/');
    return matches(allowed, wanted)
        || (slash > 0 && allowed.contains("*" + wanted.substring(slash)));
  }

  private static boolean matches(List<String> allowed, String wanted) {
    return allowed.contains("*") || allowed.contains(wanted);
  }
}
