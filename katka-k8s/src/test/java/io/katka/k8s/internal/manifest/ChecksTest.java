package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.k8s.Exposure;
import io.katka.k8s.Options;
import io.katka.k8s.Tls;
import io.katka.k8s.testing.Certificates;
import io.katka.k8s.testing.Certificates.Request;
import io.katka.release.KafkaRelease;
import io.katka.spec.Formatting;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import io.katka.spec.StorageSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final NodeSpec BROKER = Clusters.broker(1);
  private static final ClusterFacts PLAIN = Clusters.dedicated(Options.DEFAULT);

  @Test
  void ordinaryNodesHaveNoProblems() {
    assertThat(Checks.of(PLAIN, Clusters.nodes(PLAIN))).isEmpty();
  }

  @Test
  void aNameThatIsTooLongForAPodIsRefused() {
    NodeSpec node = pool("a-pool-with-a-name-of-forty-characters-x");

    assertThat(Checks.of(PLAIN, List.of(node))).isEmpty();
    assertThat(
            Checks.of(
                new ClusterFacts(
                    new io.katka.spec.ClusterRef("kubernetes", "ns", "quite-a-long-name"),
                    PLAIN.foundation(),
                    PLAIN.adminPorts(),
                    Clusters.PASSWORD,
                    Options.DEFAULT),
                List.of(node)))
        .singleElement()
        .asString()
        .contains("pool", "at most 52", "shorter name");
  }

  @Test
  void settingsThatThePlatformMakesAreRefused() {
    NodeSpec node =
        Clusters.config(
            Clusters.config(BROKER, "log.dirs", "/data"), "listener.name.inside.x", "y");

    assertThat(Checks.of(PLAIN, List.of(node)))
        .singleElement()
        .asString()
        .contains("config is listener.name.inside.x, log.dirs");
  }

  @Test
  void aReleaseWithoutAnImageNeedsOneNamed() {
    KafkaRelease known = Clusters.RELEASE;
    var unpublished =
        new KafkaRelease(
            known.distribution(),
            known.version(),
            known.kafkaVersion(),
            known.metadata(),
            known.metadataLevel(),
            known.metadataVersion(),
            known.minimumMetadataLevel(),
            "",
            known.javaFloor());
    NodeSpec node = BROKER.revision(BROKER.revision().release(unpublished));
    Options named = Options.builder().image("registry.example.com/kafka:{version}").build();

    assertThat(Checks.of(PLAIN, List.of(node)))
        .singleElement()
        .asString()
        .contains("image is none for Apache Kafka 4.3.1", "kafka:{version}");
    assertThat(Checks.of(Clusters.dedicated(named), List.of(node))).isEmpty();
  }

  @Test
  void aClusterWithAnEnsembleHasNoProblemsButEncryption() {
    ClusterFacts plain = Clusters.ensemble(Options.DEFAULT);
    ClusterFacts encrypted = Clusters.ensemble(Options.builder().tls(Tls.secret("given")).build());

    assertThat(Checks.of(plain, Clusters.nodes(plain))).isEmpty();
    assertThat(Checks.of(encrypted, Clusters.nodes(encrypted)))
        .singleElement()
        .asString()
        .contains("tls is asked for with Confluent Platform 5.1.0", "leave tls(…) out");
  }

  @Test
  void anOldApacheKafkaNeedsAnImageOfOnesOwn() {
    var old = KafkaRelease.apache("2.8.2");

    assertThat(Checks.of(PLAIN, List.of(BROKER.revision(BROKER.revision().release(old)))))
        .singleElement()
        .asString()
        .contains("image is none for Apache Kafka 2.8.2 with ZooKeeper");
  }

  @Test
  void aPortAboveAllPortsIsRefused() {
    Options options = Options.builder().exposure(Exposure.nodePort().firstPort(65_000)).build();

    assertThat(Checks.of(Clusters.dedicated(options), List.of(Clusters.broker(534)))).isEmpty();
    assertThat(Checks.of(Clusters.dedicated(options), List.of(Clusters.broker(535))))
        .singleElement()
        .asString()
        .contains("exposure.firstPort", "node=535");
  }

  @Test
  void aCertificateIsCheckedForEveryNameThatClientsUse() {
    Options options =
        Options.builder()
            .exposure(
                Exposure.loadBalancer()
                    .hosts("broker-{id}.kafka.example.com")
                    .bootstrapHost("kafka.example.com"))
            .tls(Tls.secret("given"))
            .build();

    assertThat(Checks.names(Clusters.dedicated(options), Clusters.nodes(PLAIN)))
        .containsExactly(
            "broker-1.kafka.example.com",
            "broker-2.kafka.example.com",
            "broker-3.kafka.example.com",
            "kafka-bootstrap.kafka-ns.svc",
            "kafka-broker-1-0.kafka-nodes.kafka-ns.svc",
            "kafka-broker-2-0.kafka-nodes.kafka-ns.svc",
            "kafka-broker-3-0.kafka-nodes.kafka-ns.svc",
            "kafka.example.com");
  }

  @Test
  void anObservedAddressIsOneOfThoseNames() {
    ClusterFacts facts =
        Clusters.dedicated(
                Options.builder()
                    .exposure(Exposure.nodePort())
                    .tls(Tls.secret("given").outsideOnly())
                    .build())
            .outside(Map.of(1, new HostAndPort("203.0.113.7", 31_001)));

    assertThat(Checks.names(facts, Clusters.nodes(facts))).containsExactly("203.0.113.7");
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    ClusterFacts facts = Clusters.dedicated(Options.builder().tls(Tls.secret("given")).build());

    assertThat(Checks.certificate(facts, List.of(BROKER), null, null, Instant.now()))
        .singleElement()
        .asString()
        .contains("'given', without tls.crt", "namespace kafka-ns");
  }

  @Test
  void aGoodCertificateIsTakenAndOneForAnotherDomainRefused() {
    ClusterFacts facts = Clusters.dedicated(Options.builder().tls(Tls.secret("given")).build());
    Certificates root = Certificates.root();
    Certificates good =
        root.sign(Request.server("kafka-bootstrap.kafka-ns.svc", "*.kafka-nodes.kafka-ns.svc"));
    Certificates wrong = root.sign(Request.server("*.example.org"));

    assertThat(Checks.certificate(facts, List.of(BROKER), good.chain(), good.key(), Instant.now()))
        .isEmpty();
    assertThat(
            Checks.certificate(facts, List.of(BROKER), wrong.chain(), wrong.key(), Instant.now()))
        .singleElement()
        .asString()
        .contains("a certificate for kafka-bootstrap.kafka-ns.svc");
  }

  @Test
  void withoutTlsThereIsNothingToCheck() {
    assertThat(Checks.certificate(PLAIN, List.of(BROKER), null, null, Instant.now())).isEmpty();
  }

  private static NodeSpec pool(String name) {
    return new NodeSpec(
        1, NodeKind.BROKER, name, "", BROKER.revision(), StorageSpec.DEFAULT, Formatting.JOINING);
  }
}
