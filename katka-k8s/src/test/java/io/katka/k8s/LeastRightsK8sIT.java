package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.katka.Katka;
import io.katka.PreparedPlan;
import io.katka.error.InvalidSpecException;
import io.katka.k8s.testing.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service account with nothing but the Role that Katka renders does all of it. */
@Timeout(value = 14, unit = TimeUnit.MINUTES)
class LeastRightsK8sIT {
  private TestNamespace namespace;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Test
  void provisionScaleRollAndDelete() {
    try (KubernetesClient client = as("katka", Rbac.minimal(namespace.name()));
        Katka katka = katka(client)) {
      kafka(katka, 1).controllers(1).version("4.3.1").apply();
      whoMayOnlyReadPlansAndChangesNothing();
      kafka(katka, 2).storage(storage -> storage.deletedWithNode()).apply();
      assertThat(namespace.claims()).contains("data-kafka-broker-2-0");
      katka
          .manage("kafka")
          .version("4.4.0")
          .upgrade(
              upgrade -> {
                upgrade.allowQuorumLoss();
                upgrade.allowUnavailable("*");
              })
          .apply();
      kafka(katka, 1).apply();
      assertThat(namespace.claims())
          .containsExactlyInAnyOrder("data-kafka-broker-1-0", "data-kafka-controller-1001-0");

      assertThat(katka.manage("kafka").status().toString()).contains("4.4.0");
      katka.manage("kafka").deleteWithVolumes().apply();
      assertThat(namespace.client().pods().inNamespace(namespace.name()).list().getItems())
          .isEmpty();
    }
  }

  @Test
  void aMissingRightIsNamedInThePlanWithWhatGivesIt() {
    Role role = Rbac.minimal(namespace.name());
    role.getRules().removeIf(rule -> rule.getResources().contains("pods/eviction"));
    try (KubernetesClient client = as("less", role);
        Katka katka = katka(client)) {
      assertThatThrownBy(() -> kafka(katka, 1).controllers(1).version("4.3.1").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("without create on pods/eviction")
          .hasMessageContaining("Rbac.minimal(\"" + namespace.name() + "\")");
    }
  }

  @Test
  void whatItMayNotReadOfTheMachinesHasToBeGiven() {
    String name = namespace.name() + "-reader";
    try (KubernetesClient client = as("katka", Rbac.minimal(namespace.name()));
        Katka katka =
            Katka.builder()
                .platform(
                    namespace
                        .platform(options -> options.exposure(Exposure.nodePort()))
                        .client(client)
                        .build())
                .build()) {
      assertThatThrownBy(() -> kafka(katka, 1).controllers(1).version("4.3.1").plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("exposure.hosts")
          .hasMessageContaining("Exposure.nodePort().hosts(")
          .hasMessageContaining("Rbac.nodeReader()");
      try (Katka inside = katka(client)) {
        assertThat(kafka(inside, 3).controllers(1).version("4.3.1").plan().plan().notes())
            .anyMatch(note -> note.contains("racks(…)") && note.contains("Rbac.nodeReader()"));
      }

      ClusterRole reader = Rbac.nodeReader();
      reader.getMetadata().setName(name);
      create(reader);
      create(binding(name, "katka"));
      PreparedPlan plan = kafka(katka, 3).controllers(1).version("4.3.1").plan();
      List<String> zones = zones();
      assertThat(plan.plan().target().pools())
          .allMatch(pool -> pool.racks().equals(zones.size() < 2 ? List.of() : zones));
      assertThat(plan.plan().notes()).noneMatch(note -> note.contains("Rbac.nodeReader()"));
    } finally {
      namespace.client().rbac().clusterRoleBindings().withName(name).delete();
      namespace.client().rbac().clusterRoles().withName(name).delete();
    }
  }

  private List<String> zones() {
    return namespace.client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getLabels().get(Scheduling.ZONE))
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private ClusterRoleBinding binding(String role, String account) {
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName(role)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
        .addNewSubject("", "ServiceAccount", account, namespace.name())
        .build();
  }

  private void whoMayOnlyReadPlansAndChangesNothing() {
    Role reading = Rbac.minimal(namespace.name());
    reading.getMetadata().setName("reading");
    reading.getRules().stream()
        .filter(rule -> !rule.getResources().contains("pods/portforward"))
        .forEach(rule -> rule.getVerbs().retainAll(List.of("get", "list", "watch")));
    reading.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
    Map<String, String> before = versions();
    try (KubernetesClient client = as("reader", reading);
        Katka katka = katka(client)) {
      assertThat(katka.manage("kafka").plan().isEmpty()).isTrue();
      assertThat(kafka(katka, 2).plan().toString()).contains("add brokers [2]");
    }
    assertThat(versions()).isEqualTo(before);
  }

  /** What is there, and of which version; a set's status, which is nobody's wish, aside. */
  private Map<String, String> versions() {
    KubernetesClient client = namespace.client();
    String in = namespace.name();
    var versions = new TreeMap<String, String>();
    Stream.of(
            client.apps().statefulSets().inNamespace(in).list().getItems(),
            client.configMaps().inNamespace(in).list().getItems(),
            client.services().inNamespace(in).list().getItems(),
            client.secrets().inNamespace(in).list().getItems(),
            client.persistentVolumeClaims().inNamespace(in).list().getItems(),
            client.leases().inNamespace(in).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(in).list().getItems(),
            client.network().v1().networkPolicies().inNamespace(in).list().getItems())
        .flatMap(List::stream)
        .map(HasMetadata.class::cast)
        .forEach(
            object -> {
              ObjectMeta meta = object.getMetadata();
              versions.put(
                  object.getKind() + " " + meta.getName(),
                  meta.getGeneration() == null
                      ? meta.getResourceVersion()
                      : meta.getGeneration() + " " + meta.getAnnotations());
            });
    return versions;
  }

  private static io.katka.ClusterRequest kafka(Katka katka, int brokers) {
    return TestNamespace.small(katka, "kafka", brokers);
  }

  private Katka katka(KubernetesClient client) {
    return Katka.builder().platform(namespace.platform().client(client).build()).build();
  }

  /** A client as a service account with that Role. */
  private KubernetesClient as(String account, Role role) {
    create(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(account)
            .withNamespace(namespace.name())
            .endMetadata()
            .build());
    create(role);
    create(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(account)
            .withNamespace(namespace.name())
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", role.getMetadata().getName())
            .addNewSubject("", "ServiceAccount", account, namespace.name())
            .build());
    String token =
        namespace
            .client()
            .serviceAccounts()
            .inNamespace(namespace.name())
            .withName(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Config admin = Config.fromKubeconfig(namespace.kubernetes().kubeconfig().toFile());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl())
                .withCaCertData(admin.getCaCertData())
                .withCaCertFile(admin.getCaCertFile())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  private void create(HasMetadata object) {
    namespace.client().resource(object).create();
  }
}
