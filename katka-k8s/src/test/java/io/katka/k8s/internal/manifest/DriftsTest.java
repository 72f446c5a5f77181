package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1Builder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.katka.k8s.Options;
import io.katka.state.Drift;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftsTest {
  private static final ClusterFacts FACTS = Clusters.dedicated(Options.DEFAULT);
  private static final List<HasMetadata> NODE = Manifests.node(FACTS, Clusters.broker(1));
  private static final StatefulSet SET = Clusters.only(NODE, StatefulSet.class, "");

  @Test
  void thereIsNoneInWhatWasRendered() {
    for (HasMetadata object : Clusters.all(FACTS, Clusters.nodes(FACTS))) {
      assertThat(drift(object, object)).isEmpty();
    }
  }

  @Test
  void whatOthersAddedAndTheServerFilledInIsNone() {
    StatefulSet live =
        new StatefulSetBuilder(SET)
            .editMetadata()
            .addToLabels("team", "blue")
            .addToAnnotations("mine", "yes")
            .withUid("1")
            .endMetadata()
            .editSpec()
            .withRevisionHistoryLimit(10)
            .editTemplate()
            .editSpec()
            .withSchedulerName("default-scheduler")
            .editContainer(0)
            .withTerminationMessagePath("/dev/termination-log")
            .addNewEnv()
            .withName("MINE")
            .withValue("1")
            .endEnv()
            .endContainer()
            .addNewContainer()
            .withName("mesh")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    assertThat(drift(SET, live)).isEmpty();
  }

  @Test
  void aChangedFieldIsShownWithItsPlaceInTheListsAndTheNode() {
    StatefulSet live =
        new StatefulSetBuilder(SET)
            .editSpec()
            .editTemplate()
            .editSpec()
            .withTerminationGracePeriodSeconds(5L)
            .editContainer(0)
            .withImage("apache/kafka:0.1")
            .editMatchingEnv(env -> "LOG_DIR".equals(env.getName()))
            .withValue("/elsewhere")
            .endEnv()
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    assertThat(drift(SET, live))
        .containsExactlyInAnyOrder(
            drift(
                "spec.template.spec.containers[kafka].image",
                "apache/kafka:0.1",
                "apache/kafka:4.3.1"),
            drift("spec.template.spec.containers[kafka].env[LOG_DIR].value", "/elsewhere", "/tmp"),
            drift("spec.template.spec.terminationGracePeriodSeconds", "5", "900"));
  }

  private static Drift drift(String field, String observed, String wanted) {
    return new Drift(1, "StatefulSet kafka-broker-1", field, observed, wanted, "");
  }

  @Test
  void aListWithoutKeysCountsAsAWhole() {
    StatefulSet live =
        new StatefulSetBuilder(SET)
            .editSpec()
            .editTemplate()
            .editSpec()
            .editContainer(0)
            .withCommand("sleep", "infinity")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    assertThat(drift(SET, live))
        .extracting(Drift::field, Drift::observed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "spec.template.spec.containers[kafka].command", "[sleep, infinity]"));
  }

  @Test
  void equalAmountsWrittenOtherwiseAreNone() {
    PersistentVolumeClaim claim = Clusters.only(NODE, PersistentVolumeClaim.class, "");

    assertThat(drift(claim, size(claim, "20Gi"))).isEmpty();
    assertThat(drift(claim, size(claim, "30Gi")))
        .singleElement()
        .extracting(Drift::field)
        .isEqualTo("spec.resources.requests.storage");
  }

  private static PersistentVolumeClaim size(PersistentVolumeClaim claim, String size) {
    return new PersistentVolumeClaimBuilder(claim)
        .editSpec()
        .editResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }

  @Test
  void anObjectThatIsGoneIsShownAsSuch() {
    assertThat(Drifts.between(SET, null, "katka"))
        .containsExactly(new Drift(1, "StatefulSet kafka-broker-1", "", "gone", "there", ""));
  }

  @Test
  void noSecretIsShown() {
    Secret secret = Clusters.only(Manifests.cluster(FACTS), Secret.class, "");
    Secret live = new SecretBuilder(secret).addToData(Credentials.ADMIN_FILE, "c2VjcmV0").build();

    assertThat(drift(secret, live))
        .singleElement()
        .satisfies(found -> assertThat(found.field()).isEqualTo("data.admin"))
        .asString()
        .doesNotContain("c2VjcmV0", Credentials.encode(Clusters.PASSWORD));
  }

  @Test
  void whoChangedItIsNamed() {
    StatefulSet live =
        new StatefulSetBuilder(managed(SET, "kubectl-edit", "Update", IMAGE))
            .editSpec()
            .editTemplate()
            .editSpec()
            .editContainer(0)
            .withImage("other")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();

    assertThat(drift(SET, live)).extracting(Drift::by).containsExactly("kubectl-edit");
  }

  private static final Map<String, Object> IMAGE =
      Map.of(
          "f:spec",
          Map.of(
              "f:template",
              Map.of(
                  "f:spec",
                  Map.of(
                      "f:containers",
                      Map.of(
                          "k:{\"name\":\"kafka\"}", Map.of(".", Map.of(), "f:image", Map.of()))))));

  private static StatefulSet managed(
      StatefulSet set, String manager, String operation, Map<String, Object> fields) {
    return new StatefulSetBuilder(set)
        .editMetadata()
        .withManagedFields(
            new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation(operation)
                .withFieldsV1(new FieldsV1Builder().withAdditionalProperties(fields).build())
                .build())
        .endMetadata()
        .build();
  }

  @Test
  void whatWasAppliedBeforeAndIsNotRenderedAnyMoreIsShown() {
    Service service = Clusters.only(Manifests.cluster(FACTS), Service.class, "bootstrap");
    Service live =
        new ServiceBuilder(service)
            .editMetadata()
            .addToAnnotations("old", "1")
            .addToAnnotations("mine", "2")
            .withManagedFields(
                new ManagedFieldsEntryBuilder()
                    .withManager("katka")
                    .withOperation("Apply")
                    .withFieldsV1(
                        new FieldsV1Builder()
                            .withAdditionalProperties(
                                Map.of(
                                    "f:metadata",
                                    Map.of("f:annotations", Map.of("f:old", Map.of()))))
                            .build())
                    .build())
            .endMetadata()
            .build();

    assertThat(drift(service, live))
        .containsExactly(
            new Drift(
                -1, "Service kafka-bootstrap", "metadata.annotations.old", "1", "nothing", ""));
  }

  @Test
  void whoChangedAPartOfWhatIsOwnedAsAWholeIsNamed() {
    Service service = Clusters.only(Manifests.cluster(FACTS), Service.class, "bootstrap");
    Service live =
        new ServiceBuilder(service)
            .editMetadata()
            .withManagedFields(
                new ManagedFieldsEntryBuilder()
                    .withManager("somebody")
                    .withOperation("Update")
                    .withFieldsV1(
                        new FieldsV1Builder()
                            .withAdditionalProperties(
                                Map.of("f:spec", Map.of("f:selector", Map.of())))
                            .build())
                    .build())
            .endMetadata()
            .editSpec()
            .addToSelector("katka.io/broker", "false")
            .endSpec()
            .build();

    assertThat(drift(service, live)).extracting(Drift::by).containsExactly("somebody");
  }

  private static List<Drift> drift(HasMetadata wanted, HasMetadata live) {
    return Drifts.between(wanted, live, "katka");
  }
}
