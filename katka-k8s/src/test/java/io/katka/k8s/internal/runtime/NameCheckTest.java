package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceListBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetListBuilder;
import io.katka.error.Problem;
import io.katka.internal.SystemTime;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.k8s.testing.Nodes;
import io.katka.k8s.testing.StandInServer;
import io.katka.k8s.testing.StandInServer.Answer;
import io.katka.k8s.testing.StandInServer.Request;
import io.katka.release.KafkaRelease;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeKind;
import io.katka.spec.NodeSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a server that has a stateful set and a service of cluster {@code orders-broker}. */
class NameCheckTest {
  private static final Map<String, String> OTHER = Map.of(Labels.CLUSTER, "orders-broker");

  private final List<String> asked = new ArrayList<>();
  private StandInServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new StandInServer(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer answer(Request request) {
    asked.add(request.uri().getQuery());
    return new Answer(
        200,
        request.uri().getPath().endsWith("/services")
            ? new ServiceListBuilder().withItems(service()).build()
            : new StatefulSetListBuilder().withItems(set()).build());
  }

  private static StatefulSet set() {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("orders-broker-1")
        .withLabels(OTHER)
        .endMetadata()
        .build();
  }

  private static Service service() {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("orders-nodes")
        .withLabels(OTHER)
        .endMetadata()
        .build();
  }

  private List<Problem> taken(int id) {
    NodeSpec node = Nodes.node(id, NodeKind.BROKER, KafkaRelease.apache("4.4.0"), Map.of());
    var api = new Api(server.client(), SystemTime.INSTANCE);
    return new NameCheck(api, new ClusterRef("kubernetes", "n", "orders"))
        .taken(List.of(node), List.of(id == 1 ? set() : service()));
  }

  @Test
  void aNodeOfTheSameNameIsFound() {
    assertThat(taken(1))
        .first()
        .satisfies(
            problem -> assertThat(problem.toString()).contains("StatefulSet orders-broker-1"))
        .satisfies(problem -> assertThat(problem.toString()).contains("cluster orders-broker:"));
  }

  @Test
  void soIsWhatNodesShareAndNothingElse() {
    assertThat(taken(2))
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains("Service orders-nodes"));
  }

  @Test
  void onlyOtherClustersAreAskedFor() {
    taken(2);

    assertThat(asked).hasSize(2).allMatch(query -> query.contains("katka.io/cluster!=orders"));
  }
}
