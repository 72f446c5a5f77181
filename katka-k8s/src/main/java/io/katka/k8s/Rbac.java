package io.katka.k8s;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;

/** The rights that Katka needs, as objects to apply and to bind. */
public final class Rbac {
  private static final String NAME = "katka";
  private static final String CORE = "";

  private Rbac() {}

  /**
   * Everything that Katka does in a namespace, and nothing outside it. Enough where racks and
   * advertised hosts are given.
   */
  public static Role minimal(String namespace) {
    return new RoleBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .endMetadata()
        .withRules(
            kept(CORE, "services", "configmaps", "persistentvolumeclaims"),
            // Not listed: what Katka did not write is not its business.
            rule(
                CORE,
                List.of("secrets", "serviceaccounts"),
                "get",
                "create",
                "update",
                "patch",
                "delete"),
            kept("apps", "statefulsets"),
            kept("policy", "poddisruptionbudgets"),
            kept("networking.k8s.io", "networkpolicies"),
            kept("monitoring.coreos.com", "podmonitors"),
            kept("coordination.k8s.io", "leases"),
            rule(CORE, List.of("pods"), "get", "list", "watch", "delete"),
            rule(CORE, List.of("pods/eviction"), "create"),
            rule(CORE, List.of("pods/portforward"), "get", "create"),
            rule(CORE, List.of("pods/log"), "get"),
            rule(CORE, List.of("events"), "get", "list", "watch"))
        .build();
  }

  /**
   * Reading the machines: their addresses, which brokers advertise behind NodePorts, and their
   * zones, which are a new cluster's racks. Without it both have to be given, and a plan says so.
   */
  public static ClusterRole nodeReader() {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(NAME + "-node-reader")
        .endMetadata()
        .withRules(rule(CORE, List.of("nodes"), "get", "list"))
        .build();
  }

  private static PolicyRule kept(String group, String... resources) {
    return rule(
        group, List.of(resources), "get", "list", "watch", "create", "update", "patch", "delete");
  }

  private static PolicyRule rule(String group, List<String> resources, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }
}
