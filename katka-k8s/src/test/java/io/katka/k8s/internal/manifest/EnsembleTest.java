package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.k8s.Exposure;
import io.katka.k8s.Monitoring;
import io.katka.k8s.Options;
import io.katka.release.KafkaRelease;
import io.katka.spec.NodeSpec;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is rendered of a cluster with a ZooKeeper ensemble. */
class EnsembleTest {
  private static final ClusterFacts FACTS = Clusters.ensemble(Options.DEFAULT);
  private static final String HOST = "kafka-zookeeper-%d-0.kafka-nodes.kafka-ns.svc";

  @Nested
  class AMember {
    private final PodSpec pod = pod(FACTS, Clusters.member(1002));
    private final Container container = pod.getContainers().get(0);

    @Test
    void readsWhereAllMembersAreAndItsOwnNumber() {
      ConfigMap files = files(Clusters.member(1002));

      assertThat(Ensemble.config(FACTS))
          .containsEntry("clientPort", "2181")
          .containsEntry("dataDir", "/var/lib/zookeeper/data/zookeeper")
          .containsEntry("server.1", HOST.formatted(1001) + ":2888:3888")
          .containsEntry("server.3", HOST.formatted(1003) + ":2888:3888")
          .containsEntry("admin.enableServer", "false")
          .doesNotContainKey("server.4");
      assertThat(files.getData())
          .containsEntry("myid", "2\n")
          .doesNotContainKeys("server.properties", "format.arguments");
    }

    @Test
    void hasAnImageOfItsOwnUnlessOneIsNamed() {
      KafkaRelease apache = KafkaRelease.apache("3.9.1").withZooKeeper();
      NodeSpec member = Clusters.member(1002);
      Options named = Options.builder().image("registry.example.com/kafka:{version}").build();

      assertThat(container.getImage()).isEqualTo("confluentinc/cp-zookeeper:5.1.0");
      assertThat(Images.of(Options.DEFAULT, member.revision(member.revision().release(apache))))
          .isEqualTo("apache/kafka:3.9.1");
      assertThat(Images.of(named, member)).isEqualTo("registry.example.com/kafka:5.1.0");
    }

    @Test
    void isReadyWhenItServesAndKnowsNoPassword() {
      assertThat(container.getReadinessProbe().getExec().getCommand())
          .containsExactly("/bin/bash", "/opt/katka/node/serving.sh", "2181");
      assertThat(container.getLivenessProbe().getExec().getCommand())
          .containsExactly("/bin/bash", "/opt/katka/node/alive.sh", "2181");
      assertThat(pod.getVolumes()).extracting(Volume::getName).doesNotContain("credentials");
    }

    @Test
    void hasTheHeapAndTheVolumeOfAController() {
      Options options =
          Options.builder()
              .controllerResources(r -> r.heap("128Mi"))
              .volumes(v -> v.controller("2Gi"))
              .build();
      ClusterFacts facts = Clusters.ensemble(options);

      assertThat(Resources.heap(options, Clusters.member(1001))).isEqualTo("-Xms128m -Xmx128m");
      assertThat(
              Clusters.only(
                      Manifests.node(facts, Clusters.member(1001)), PersistentVolumeClaim.class, "")
                  .getSpec()
                  .getResources()
                  .getRequests()
                  .get("storage")
                  .getAmount())
          .isEqualTo(Long.toString(2L << 30));
    }

    @Test
    void keepsApartFromOtherMembersAndNotFromBrokers() {
      assertThat(
              pod.getAffinity()
                  .getPodAntiAffinity()
                  .getPreferredDuringSchedulingIgnoredDuringExecution()
                  .get(0)
                  .getPodAffinityTerm()
                  .getLabelSelector()
                  .getMatchLabels())
          .containsEntry("katka.io/role", "zookeeper")
          .doesNotContainKey("katka.io/broker");
    }
  }

  @Nested
  class ABroker {
    @Test
    void knowsTheEnsembleAndHasNoRoles() {
      assertThat(ServerProperties.of(FACTS, Clusters.old(2)))
          .containsEntry("broker.id", "2")
          .containsEntry(
              "zookeeper.connect",
              "%s:2181,%s:2181,%s:2181"
                  .formatted(HOST.formatted(1001), HOST.formatted(1002), HOST.formatted(1003)))
          .containsEntry("inter.broker.protocol.version", "2.0-IV1")
          .containsEntry("log.cleaner.dedupe.buffer.size", Integer.toString(32 << 20))
          .containsEntry(
              "listener.security.protocol.map",
              "REPLICATION:SASL_PLAINTEXT,INSIDE:PLAINTEXT,ADMIN:SASL_PLAINTEXT")
          .hasEntrySatisfying(
              "advertised.listeners", a -> assertThat(a).endsWith(",ADMIN://localhost:15102"))
          .doesNotContainKeys("process.roles", "node.id", "config.providers");
    }

    @Test
    void doesNotReportToItsVendorUnlessThatIsAskedFor() {
      String key = "confluent.support.metrics.enable";
      NodeSpec asked = Clusters.config(Clusters.old(1), key, "true");
      KafkaRelease apache = KafkaRelease.apache("3.9.1").withZooKeeper();
      NodeSpec other = asked.revision(Clusters.old(1).revision().release(apache));

      assertThat(ServerProperties.of(FACTS, Clusters.old(1))).containsEntry(key, "false");
      assertThat(ServerProperties.of(FACTS, asked)).containsEntry(key, "true");
      assertThat(ServerProperties.of(FACTS, other)).doesNotContainKey(key);
    }

    @Test
    void hasItsPasswordsPutIntoAFileInMemoryWhenItStarts() {
      ConfigMap files = files(Clusters.old(1));

      assertThat(files.getData().get("server.properties"))
          .contains("password=\"@nodes-password@\"", "user_katka=\"@admin-password@\"");
      assertThat(files.getData().get("start.sh")).contains("\"@$name-password@\"");
      assertThat(pod(FACTS, Clusters.old(1)).getVolumes())
          .filteredOn(volume -> volume.getName().equals("run"))
          .singleElement()
          .satisfies(volume -> assertThat(volume.getEmptyDir().getMedium()).isEqualTo("Memory"));
    }

    @Test
    void isReachedFromOutsideLikeAnyOther() {
      ClusterFacts facts =
          Clusters.ensemble(
              Options.builder()
                  .exposure(Exposure.nodePort().hosts("kafka.example.com").firstPort(31_000))
                  .build());

      assertThat(ServerProperties.of(facts, Clusters.old(1)).get("advertised.listeners"))
          .contains("OUTSIDE://kafka.example.com:31002");
    }
  }

  @Nested
  class TheCluster {
    @Test
    void hasABudgetAServiceAndAPolicyForTheEnsemble() {
      List<HasMetadata> all = Manifests.cluster(FACTS);

      assertThat(
              Clusters.only(all, PodDisruptionBudget.class, "zookeeper")
                  .getSpec()
                  .getSelector()
                  .getMatchLabels())
          .containsEntry("katka.io/role", "zookeeper");
      assertThat(Clusters.only(all, Service.class, "zookeeper").getSpec().getSelector())
          .containsEntry("katka.io/role", "zookeeper");
      assertThat(
              Clusters.only(all, NetworkPolicy.class, "").getSpec().getIngress().get(0).getPorts())
          .extracting(port -> port.getPort().getIntVal())
          .containsExactly(9091, 2181, 2888, 3888);
      assertThat(all.stream().map(Serialization::asYaml)).noneMatch(yaml -> yaml.contains("9093"));
    }

    @Test
    void hasTheRulesForAnEnsemblesMetricsOnlyWithOne() {
      Options options = Options.builder().monitoring(Monitoring.agent("/opt/jmx.jar")).build();

      assertThat(Serialization.asYaml(metrics(Clusters.ensemble(options))))
          .contains("org.apache.ZooKeeperService");
      assertThat(Serialization.asYaml(metrics(Clusters.dedicated(options))))
          .doesNotContain("org.apache.ZooKeeperService");
    }

    private ConfigMap metrics(ClusterFacts facts) {
      return Clusters.only(Manifests.cluster(facts), ConfigMap.class, "metrics");
    }
  }

  private static ConfigMap files(NodeSpec node) {
    return Clusters.only(Manifests.node(FACTS, node), ConfigMap.class, "");
  }

  private static PodSpec pod(ClusterFacts facts, NodeSpec node) {
    return Clusters.only(Manifests.node(facts, node), StatefulSet.class, "")
        .getSpec()
        .getTemplate()
        .getSpec();
  }
}
