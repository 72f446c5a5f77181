package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.k8s.Exposure;
import io.katka.k8s.Options;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in a node's server properties. */
class ServerPropertiesTest {
  private static final ClusterFacts PLAIN = Clusters.dedicated(Options.DEFAULT);
  private static final ClusterFacts REACHED =
      Clusters.dedicated(
          Options.builder()
              .exposure(Exposure.nodePort().hosts("kafka.example.com").firstPort(31_000))
              .build());
  private static final String CLEANER = "log.cleaner.dedupe.buffer.size";

  @Test
  void theCleanersBufferLeavesASmallHeapToTheBroker() {
    assertThat(properties("192Mi")).containsEntry(CLEANER, Integer.toString(24 << 20));
    assertThat(properties("8Mi")).containsEntry(CLEANER, Integer.toString(2 << 20));
    assertThat(properties("1Gi")).doesNotContainKey(CLEANER);
    assertThat(ServerProperties.of(PLAIN, Clusters.controller(1001))).doesNotContainKey(CLEANER);
    assertThat(ServerProperties.of(PLAIN, Clusters.config(Clusters.broker(1), CLEANER, "5000000")))
        .containsEntry(CLEANER, "5000000");
  }

  private static Map<String, String> properties(String heap) {
    NodeSpec broker = Clusters.broker(1);
    return ServerProperties.of(
        PLAIN,
        broker.revision(
            new Revision(
                broker.revision().release(),
                broker.revision().properties(),
                Set.of(),
                ResourcesSpec.DEFAULT.heap(heap))));
  }

  @Test
  void adminListenersAreOnTheLoopbackAddressAndAdvertisedAtTheTunnelsEnds() {
    ClusterFacts combined = Clusters.combined("kafka-ns", Options.DEFAULT);

    assertThat(ServerProperties.of(PLAIN, Clusters.broker(2)))
        .containsEntry(
            "listeners", "REPLICATION://0.0.0.0:9091,INSIDE://0.0.0.0:9092,ADMIN://127.0.0.1:9095")
        .hasEntrySatisfying(
            "advertised.listeners", a -> assertThat(a).endsWith(",ADMIN://localhost:15102"))
        .doesNotContainKey("broker.rack");
    assertThat(ServerProperties.of(PLAIN, Clusters.controller(1003)))
        .containsEntry("controller.listener.names", "CONTROLLER,CONTROLLER_ADMIN")
        .containsEntry(
            "advertised.listeners",
            "CONTROLLER://kafka-controller-1003-0.kafka-nodes.kafka-ns.svc:9093,CONTROLLER_ADMIN://localhost:15114");
    assertThat(ServerProperties.of(combined, Clusters.combined(combined, 3)))
        .hasEntrySatisfying(
            "advertised.listeners",
            a ->
                assertThat(a)
                    .contains("ADMIN://localhost:15104", "CONTROLLER_ADMIN://localhost:15105"));
  }

  @Test
  void katkaAndTheNodesAreSuperUsersWhereThereAreAny() {
    NodeSpec node =
        Clusters.config(
            Clusters.config(
                Clusters.broker(1),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
            "super.users",
            "User:me");

    assertThat(ServerProperties.of(PLAIN, node))
        .containsEntry("super.users", "User:me;User:katka;User:node");
    assertThat(ServerProperties.of(PLAIN, Clusters.broker(1))).doesNotContainKey("super.users");
  }

  @Test
  void aPropertyIsReadAsItWasWritten() throws java.io.IOException {
    Map<String, String> written =
        Map.of("a", "C:\\x y", "b", " leading", "c", "ä\nb", "d", "k=v:w#!", "e", "");

    var read = new java.util.Properties();
    read.load(new java.io.StringReader(NodeFiles.file(written)));

    assertThat(Map.<Object, Object>copyOf(read)).isEqualTo(written);
    assertThat(NodeFiles.file(Map.of("d", "k=v:w"))).isEqualTo("d=k=v:w\n");
  }

  @Test
  void brokersAdvertiseWhatClientsOutsideCanReach() {
    assertThat(advertised(REACHED, 2)).contains("OUTSIDE://kafka.example.com:31003");
    ClusterFacts balanced =
        Clusters.dedicated(
            Options.builder()
                .exposure(Exposure.loadBalancer().hosts("broker-{id}.example.com"))
                .build());
    assertThat(advertised(balanced, 2)).contains("OUTSIDE://broker-2.example.com:9094");
    assertThat(advertised(PLAIN, 2)).doesNotContain("OUTSIDE");
  }

  @Test
  void anAddressThatIsNotKnownYetIsAskedFor() {
    ClusterFacts unknown =
        Clusters.dedicated(Options.builder().exposure(Exposure.nodePort()).build());

    assertThatThrownBy(() -> Manifests.node(unknown, Clusters.broker(2)))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("node 2")
        .hasMessageContaining("kafka-broker-2-outside");
    assertThat(Manifests.outside(unknown, Clusters.broker(2))).hasSize(1);
    assertThat(advertised(unknown.outside(Map.of(2, new HostAndPort("203.0.113.7", 31_999))), 2))
        .contains("OUTSIDE://203.0.113.7:31999");
  }

  private static String advertised(ClusterFacts facts, int id) {
    return ServerProperties.of(facts, Clusters.broker(id)).getOrDefault("advertised.listeners", "");
  }
}
