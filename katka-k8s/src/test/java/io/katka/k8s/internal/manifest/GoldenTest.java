package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.k8s.Exposure;
import io.katka.k8s.Monitoring;
import io.katka.k8s.Options;
import io.katka.k8s.Rbac;
import io.katka.k8s.Scheduling;
import io.katka.k8s.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is rendered, to be read. After an intended change run with {@code
 * -Dkatka.golden.write=true}, and look at the difference.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void whatNodesShare() throws IOException {
    matches("cluster.yaml", Manifests.cluster(Clusters.dedicated(Options.DEFAULT)));
  }

  @Test
  void aBroker() throws IOException {
    ClusterFacts facts = Clusters.dedicated(Options.DEFAULT);
    matches("broker.yaml", Manifests.node(facts, Clusters.broker(1)));
  }

  @Test
  void aController() throws IOException {
    ClusterFacts facts = Clusters.dedicated(Options.DEFAULT);
    matches("controller.yaml", Manifests.node(facts, Clusters.controller(1001)));
  }

  @Test
  void aNodeThatIsBoth() throws IOException {
    ClusterFacts facts = Clusters.combined("kafka-ns", Options.DEFAULT);
    matches("combined.yaml", Manifests.node(facts, Clusters.combined(facts, 1)));
  }

  @Test
  void whatNodesShareWithAnEnsemble() throws IOException {
    matches("ensemble-cluster.yaml", Manifests.cluster(Clusters.ensemble(Options.DEFAULT)));
  }

  @Test
  void aMemberOfAnEnsemble() throws IOException {
    ClusterFacts facts = Clusters.ensemble(Options.DEFAULT);
    matches("ensemble-member.yaml", Manifests.node(facts, Clusters.member(1001)));
  }

  @Test
  void aBrokerWithAnEnsemble() throws IOException {
    ClusterFacts facts = Clusters.ensemble(Options.DEFAULT);
    matches("ensemble-broker.yaml", Manifests.node(facts, Clusters.old(1)));
  }

  @Test
  void thePermitToFormat() throws IOException {
    ClusterFacts facts = Clusters.dedicated(Options.DEFAULT);
    matches("format-permit.yaml", List.of(Manifests.formatPermit(facts, Clusters.broker(1))));
  }

  @Test
  void nodePorts() throws IOException {
    ClusterFacts facts =
        Clusters.dedicated(
            Options.builder()
                .exposure(Exposure.nodePort().hosts("kafka.example.com").firstPort(31_000))
                .build());
    outside("node-port.yaml", facts);
  }

  @Test
  void loadBalancers() throws IOException {
    ClusterFacts facts =
        Clusters.dedicated(
            Options.builder()
                .exposure(
                    Exposure.loadBalancer()
                        .hosts("broker-{id}.kafka.example.com")
                        .bootstrapHost("kafka.example.com")
                        .loadBalancerClass("example.com/internal")
                        .annotation("example.com/name", "kafka-{id}")
                        .sourceRanges("10.0.0.0/8"))
                .build());
    outside("load-balancer.yaml", facts);
  }

  private static void outside(String file, ClusterFacts facts) throws IOException {
    var objects = new ArrayList<HasMetadata>();
    objects.add(Clusters.only(Manifests.cluster(facts), Service.class, "kafka-outside"));
    objects.addAll(Manifests.outside(facts, Clusters.broker(1)));
    matches(file, objects);
  }

  @Test
  void metricsByAnAgent() throws IOException {
    ClusterFacts facts =
        Clusters.dedicated(
                Options.builder().monitoring(Monitoring.agent("/opt/agents/jmx.jar")).build())
            .podMonitors(true);
    var objects = new ArrayList<HasMetadata>();
    objects.add(Clusters.only(Manifests.cluster(facts), ConfigMap.class, "metrics"));
    objects.add(Clusters.only(Manifests.cluster(facts), GenericKubernetesResource.class, ""));
    objects.add(
        Clusters.only(Manifests.node(facts, Clusters.controller(1001)), StatefulSet.class, ""));
    matches("metrics-agent.yaml", objects);
  }

  @Test
  void aBrokerWithEverything() throws IOException {
    ClusterFacts facts =
        Clusters.dedicated(
            Options.builder()
                .image("registry.example.com/kafka:{version}")
                .pullSecrets("registry")
                .exposure(Exposure.nodePort().hosts("kafka.example.com").firstPort(31_000))
                .tls(Tls.secret("kafka-certificate"))
                .monitoring(Monitoring.sidecar("registry.example.com/jmx-exporter:1.5.0"))
                .scheduling(
                    s ->
                        s.apart(Scheduling.Apart.REQUIRED)
                            .nodeSelector("disk", "ssd")
                            .tolerate("dedicated", "kafka", "NoSchedule"))
                .volumes(v -> v.storageClass("fast").broker("500Gi"))
                .build());
    matches("everything.yaml", Manifests.node(facts, Clusters.rack(Clusters.broker(1), "zone-a")));
  }

  @Test
  void theSecretOfACertificate() throws IOException {
    ClusterFacts facts =
        Clusters.dedicated(Options.builder().tls(Tls.pem("the chain", "the key")).build());
    matches(
        "certificate.yaml", List.of(Clusters.only(Manifests.cluster(facts), Secret.class, "tls")));
  }

  @Test
  void theRights() throws IOException {
    matches("rights.yaml", List.of(Rbac.minimal("kafka-ns"), Rbac.nodeReader()));
  }

  static void matches(String file, List<? extends HasMetadata> objects) throws IOException {
    String rendered = objects.stream().map(Serialization::asYaml).collect(Collectors.joining());
    Path golden = GOLDEN.resolve(file);
    if (Boolean.getBoolean("katka.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, rendered);
    }
    assertThat(rendered).as(file).isEqualTo(Files.readString(golden));
  }
}
