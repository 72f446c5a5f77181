package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.katka.Katka;
import io.katka.error.InvalidSpecException;
import io.katka.k8s.testing.TestNamespace;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service account with nothing but the Role that Katka renders does all of it. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
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
      kafka(katka, 2).apply();
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
  void aPlanNeedsNothingButToRead() {
    Role minimal = Rbac.minimal(namespace.name());
    Role reading = new RoleBuilder(minimal).build();
    reading.getRules().forEach(rule -> rule.getVerbs().retainAll(List.of("get", "list", "watch")));
    reading.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
    try (KubernetesClient client = as("reader", reading);
        Katka katka = katka(client)) {
      assertThat(katka.manage("absent").status().toString()).contains("absent");
    }
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
