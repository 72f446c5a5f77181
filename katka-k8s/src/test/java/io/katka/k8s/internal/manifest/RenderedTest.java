package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.error.InvalidSpecException;
import io.katka.k8s.Exposure;
import io.katka.k8s.Monitoring;
import io.katka.k8s.Options;
import io.katka.k8s.Scheduling;
import io.katka.k8s.Tls;
import io.katka.spec.NodeSpec;
import io.katka.spec.StorageSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of all rendered objects, or follows from one option. */
class RenderedTest {
  private static final Options EVERYTHING =
      Options.builder()
          .exposure(Exposure.nodePort().hosts("kafka.example.com").firstPort(31_000))
          .tls(Tls.pem("the chain", "the private key"))
          .monitoring(
              Monitoring.sidecar("exporter:1", "java", "-jar", "x.jar", "{port}", "{config}"))
          .build();
  private static final ClusterFacts FULL = Clusters.dedicated(EVERYTHING).podMonitors(true);
  private static final ClusterFacts PLAIN = Clusters.dedicated(Options.DEFAULT);

  private static List<HasMetadata> all() {
    return Clusters.all(FULL, Clusters.nodes(FULL));
  }

  private static Stream<PodSpec> pods() {
    return all().stream()
        .filter(StatefulSet.class::isInstance)
        .map(set -> ((StatefulSet) set).getSpec().getTemplate().getSpec());
  }

  @Test
  void everyPodFitsTheRestrictedProfile() {
    assertThat(pods())
        .hasSize(6)
        .allSatisfy(
            pod -> {
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
              assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.getHostNetwork()).isNull();
              assertThat(pod.getVolumes()).allMatch(volume -> isAllowed(volume));
              assertThat(pod.getContainers())
                  .hasSize(2)
                  .allSatisfy(container -> assertRestricted(container));
            });
  }

  private static boolean isAllowed(Volume volume) {
    return Stream.of(
            volume.getConfigMap(),
            volume.getSecret(),
            volume.getEmptyDir(),
            volume.getPersistentVolumeClaim())
        .anyMatch(Objects::nonNull);
  }

  private static void assertRestricted(Container container) {
    var security = container.getSecurityContext();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).isEmpty();
  }

  @Test
  void secretsStandInSecretsOnly() {
    for (HasMetadata object : all()) {
      if (!(object instanceof Secret)) {
        assertThat(Serialization.asYaml(object))
            .as(object.getMetadata().getName())
            .doesNotContain(Clusters.PASSWORD, "the private key")
            .doesNotContain(Credentials.encode(Clusters.PASSWORD));
      }
    }
    assertThat(FULL.toString() + EVERYTHING).doesNotContain(Clusters.PASSWORD, "the private key");
  }

  @Test
  void nodesDoNotShareThePasswordOfTheAdmin() {
    Secret secret = Clusters.only(Manifests.cluster(PLAIN), Secret.class, "credentials");

    assertThat(secret.getData().get("admin")).isNotEqualTo(secret.getData().get("nodes"));
  }

  @Test
  void everySelectorFindsPods() {
    List<Map<String, String>> pods =
        all().stream()
            .filter(StatefulSet.class::isInstance)
            .map(set -> ((StatefulSet) set).getSpec().getTemplate().getMetadata().getLabels())
            .toList();

    assertThat(matched(pods, "kafka-nodes")).isEqualTo(6);
    assertThat(matched(pods, "kafka-controllers")).isEqualTo(3);
    assertThat(matched(pods, "kafka-bootstrap")).isEqualTo(3);
    assertThat(matched(pods, "kafka-outside")).isEqualTo(3);
    assertThat(matched(pods, "kafka-broker-2-outside")).isEqualTo(1);
    for (HasMetadata object : all()) {
      if (object instanceof StatefulSet set) {
        Map<String, String> selector = set.getSpec().getSelector().getMatchLabels();
        assertThat(pods.stream().filter(labels -> matches(labels, selector)).toList())
            .containsExactly(set.getSpec().getTemplate().getMetadata().getLabels());
      }
    }
  }

  private static long matched(List<Map<String, String>> pods, String service) {
    Map<String, String> selector =
        all().stream()
            .filter(Service.class::isInstance)
            .map(Service.class::cast)
            .filter(s -> s.getMetadata().getName().equals(service))
            .findFirst()
            .orElseThrow()
            .getSpec()
            .getSelector();
    return pods.stream().filter(labels -> matches(labels, selector)).count();
  }

  private static boolean matches(Map<String, String> labels, Map<String, String> selector) {
    return labels.entrySet().containsAll(selector.entrySet());
  }

  @Test
  void noPodIsUnderTwoBudgets() {
    for (ClusterFacts facts :
        List.of(
            PLAIN,
            Clusters.combined("kafka-ns", Options.DEFAULT),
            Clusters.ensemble(Options.DEFAULT))) {
      List<HasMetadata> objects = Clusters.all(facts, Clusters.nodes(facts));
      for (HasMetadata object : objects) {
        if (object instanceof StatefulSet set) {
          Map<String, String> labels = set.getSpec().getTemplate().getMetadata().getLabels();
          assertThat(
                  objects.stream()
                      .filter(PodDisruptionBudget.class::isInstance)
                      .map(PodDisruptionBudget.class::cast)
                      .filter(b -> matches(labels, b.getSpec().getSelector().getMatchLabels())))
              .hasSize(1);
        }
      }
    }
  }

  @Test
  void aNodesFilesHaveANameOfTheirOwnForEveryContent() {
    NodeSpec broker = Clusters.broker(1);
    String before = files(PLAIN, broker);

    assertThat(files(PLAIN, broker)).isEqualTo(before);
    assertThat(files(PLAIN, Clusters.config(broker, "a", "b")))
        .startsWith("kafka-broker-1-")
        .isNotEqualTo(before);
  }

  private static String files(ClusterFacts facts, NodeSpec node) {
    List<HasMetadata> objects = Manifests.node(facts, node);
    ConfigMap files = Clusters.only(objects, ConfigMap.class, "");
    assertThat(
            Clusters.only(objects, StatefulSet.class, "")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes())
        .anyMatch(
            volume ->
                volume.getConfigMap() != null
                    && volume.getConfigMap().getName().equals(files.getMetadata().getName()));
    return files.getMetadata().getName();
  }

  @Test
  void onlyAFirstVoterIsFormattedWithTheVoters() {
    assertThat(FormatArguments.of(PLAIN, Clusters.broker(1)))
        .containsExactly(
            "--cluster-id=" + Clusters.CLUSTER_ID,
            "--release-version=4.3-IV0",
            "--no-initial-controllers");
    assertThat(FormatArguments.of(PLAIN, Clusters.controller(1002)))
        .last()
        .asString()
        .startsWith(
            "--initial-controllers=1001@kafka-controller-1001-0.kafka-nodes.kafka-ns.svc:9093:JEXY6aqzQY-32P5TStzaFg,1002@");
  }

  @Test
  void controllersThatAreThereAreFoundInTheirPools() {
    ClusterFacts facts =
        Clusters.combined("kafka-ns", Options.DEFAULT).controllerPools(Map.of(2, "fast"));

    assertThat(FormatArguments.of(facts, Clusters.combined(facts, 1)))
        .last()
        .asString()
        .contains("1@kafka-broker-1-0.", "2@kafka-fast-2-0.", "3@kafka-broker-3-0.");
  }

  @Test
  void aVolumeHasTheRequestedSizeAndClassElseThoseOfTheOptions() {
    Options options =
        Options.builder()
            .volumes(v -> v.storageClass("fast").broker("7Gi").controller("2Gi"))
            .build();
    ClusterFacts facts = Clusters.dedicated(options);
    NodeSpec own =
        Clusters.storage(Clusters.broker(1), StorageSpec.DEFAULT.size("9Gi").storageClass("slow"));

    assertThat(claim(facts, Clusters.broker(1))).isEqualTo("fast " + (7L << 30));
    assertThat(claim(facts, Clusters.controller(1001))).isEqualTo("fast " + (2L << 30));
    assertThat(claim(facts, own)).isEqualTo("slow " + (9L << 30));
    assertThat(claim(PLAIN, Clusters.broker(1))).startsWith("null ");
  }

  private static String claim(ClusterFacts facts, NodeSpec node) {
    var claim = Clusters.only(Manifests.node(facts, node), PersistentVolumeClaim.class, "");
    return claim.getSpec().getStorageClassName()
        + " "
        + claim.getSpec().getResources().getRequests().get("storage").getAmount();
  }

  @Test
  void aRackBindsToItsZoneAndOthersAreSpread() {
    PodSpec bound = pod(PLAIN, Clusters.rack(Clusters.broker(1), "zone-b"));
    PodSpec free = pod(PLAIN, Clusters.broker(1));

    assertThat(
            bound
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .get(0)
                .getMatchExpressions()
                .get(0)
                .getValues())
        .containsExactly("zone-b");
    assertThat(bound.getTopologySpreadConstraints()).isEmpty();
    assertThat(free.getAffinity().getNodeAffinity()).isNull();
    assertThat(free.getTopologySpreadConstraints()).hasSize(1);
  }

  @Test
  void racksOfKafkasOwnBindNothing() {
    ClusterFacts facts =
        Clusters.dedicated(
            Options.builder()
                .scheduling(s -> s.rackLabel("").apart(Scheduling.Apart.ANYHOW))
                .build());

    assertThat(pod(facts, Clusters.rack(Clusters.broker(1), "r1")).getAffinity()).isNull();
  }

  @Test
  void twoBrokersNeverShareAMachineWhereThatIsRequired() {
    ClusterFacts facts =
        Clusters.dedicated(
            Options.builder()
                .scheduling(
                    s ->
                        s.apart(Scheduling.Apart.REQUIRED)
                            .nodeSelector("disk", "ssd")
                            .tolerate("kafka", "", "NoSchedule")
                            .priorityClass("high"))
                .build());
    PodSpec pod = pod(facts, Clusters.broker(1));

    assertThat(
            pod.getAffinity()
                .getPodAntiAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution())
        .singleElement()
        .satisfies(term -> assertThat(term.getTopologyKey()).isEqualTo("kubernetes.io/hostname"));
    assertThat(pod.getNodeSelector()).containsEntry("disk", "ssd");
    assertThat(pod.getTolerations())
        .singleElement()
        .satisfies(t -> assertThat(t.getOperator()).isEqualTo("Exists"));
    assertThat(pod.getPriorityClassName()).isEqualTo("high");
  }

  private static PodSpec pod(ClusterFacts facts, NodeSpec node) {
    return Clusters.only(Manifests.node(facts, node), StatefulSet.class, "")
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  @Test
  void aPodMonitorIsMadeOnlyWhereTheClusterKnowsThem() {
    assertThat(Manifests.cluster(FULL)).anyMatch(GenericKubernetesResource.class::isInstance);
    assertThat(Manifests.cluster(FULL.podMonitors(false)))
        .noneMatch(GenericKubernetesResource.class::isInstance);
    assertThat(Manifests.cluster(PLAIN.podMonitors(true)))
        .noneMatch(GenericKubernetesResource.class::isInstance);
  }

  @Test
  void log4jOneIsConfiguredForKafkaThree() {
    NodeSpec old =
        Clusters.broker(1)
            .revision(
                Clusters.broker(1)
                    .revision()
                    .release(io.katka.release.KafkaRelease.apache("3.9.1")));

    assertThat(Clusters.only(Manifests.node(PLAIN, old), ConfigMap.class, "").getData())
        .containsKey(NodeFiles.LOG4J1)
        .doesNotContainKey(NodeFiles.LOG4J2);
  }

  @Test
  void nothingThatCanKillABrokerWaitsForItsPorts() {
    assertThat(pods())
        .allSatisfy(
            pod -> {
              Container kafka = pod.getContainers().get(0);
              assertThat(kafka.getStartupProbe().getExec()).isNotNull();
              assertThat(kafka.getLivenessProbe().getExec().getCommand())
                  .contains("/opt/katka/node/alive.sh");
              assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(900);
            });
  }

  @Test
  void anObjectIsCustomizedAsTheCallerSays() {
    Options options =
        Options.builder()
            .customize(
                StatefulSet.class,
                set -> {
                  set.getSpec().getTemplate().getSpec().setSchedulerName("mine");
                  return set;
                })
            .customize(
                ConfigMap.class,
                map -> {
                  map.getData().put("more", "1");
                  return map;
                })
            .build();
    ClusterFacts facts = Clusters.dedicated(options);

    assertThat(pod(facts, Clusters.broker(1)).getSchedulerName()).isEqualTo("mine");
    assertThat(files(facts, Clusters.broker(1))).isNotEqualTo(files(PLAIN, Clusters.broker(1)));
  }

  @Test
  void aCustomizationThatWouldHideAnObjectIsRefused() {
    assertThatThrownBy(() -> customized(set -> set.getMetadata().setName("x")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("customize StatefulSet kafka-ns/kafka-broker-1")
        .hasMessageContaining("kafka-ns/x");
    assertThatThrownBy(() -> customized(set -> set.getMetadata().getLabels().clear()))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("labels");
  }

  private static void customized(java.util.function.Consumer<StatefulSet> change) {
    Options options =
        Options.builder()
            .customize(
                StatefulSet.class,
                set -> {
                  change.accept(set);
                  return set;
                })
            .build();
    Manifests.node(Clusters.dedicated(options), Clusters.broker(1));
  }
}
