package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.katka.error.UnreachableException;
import io.katka.internal.SystemTime;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.testing.StandInServer;
import io.katka.k8s.testing.StandInServer.Answer;
import io.katka.k8s.testing.StandInServer.Request;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a set is written that changes meanwhile, over a server that keeps one set. */
class ApplierTest {
  private StandInServer server;
  private KubernetesClient client;
  private StatefulSet kept;
  private UnaryOperator<StatefulSet> beforeWrite = set -> set;

  @BeforeEach
  void serve() throws IOException {
    kept =
        new StatefulSetBuilder()
            .withNewMetadata()
            .withNamespace("n")
            .withName("kafka-broker-1")
            .withUid("u")
            .withGeneration(1L)
            .withResourceVersion("1")
            .addToAnnotations("spec", "one")
            .endMetadata()
            .withNewSpec()
            .withReplicas(1)
            .endSpec()
            .build();
    server = new StandInServer(this::answer);
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer answer(Request request) {
    if (!request.method().equals("PATCH")) {
      return new Answer(200, kept);
    }
    kept = beforeWrite.apply(kept);
    StatefulSet wanted = request.as(StatefulSet.class);
    if (version(wanted) != version(kept)) {
      return new Answer(409, new StatusBuilder().withCode(409).withReason("Conflict").build());
    }
    kept = changed(wanted);
    return new Answer(200, kept);
  }

  private static long version(StatefulSet set) {
    return Long.parseLong(set.getMetadata().getResourceVersion());
  }

  /** With the next version, as with any change. */
  private static StatefulSet changed(StatefulSet set) {
    return new StatefulSetBuilder(set)
        .editMetadata()
        .withResourceVersion(String.valueOf(version(set) + 1))
        .endMetadata()
        .build();
  }

  private Applier applier() {
    return new Applier(new Api(client, SystemTime.INSTANCE));
  }

  private StatefulSet stopped(StatefulSet set) {
    return new StatefulSetBuilder(set).editSpec().withReplicas(0).endSpec().build();
  }

  @Test
  void isWrittenThoughItsStatusGotAhead() {
    StatefulSet seen = kept;
    kept = changed(kept);

    assertThat(applier().applyOver(seen, stopped(seen)).getSpec().getReplicas()).isZero();
  }

  @Test
  void isNotWrittenWhenSomebodyElseChangedWhatIsWanted() {
    StatefulSet seen = kept;
    kept =
        new StatefulSetBuilder(changed(kept))
            .editMetadata()
            .withGeneration(2L)
            .endMetadata()
            .build();

    assertThatThrownBy(() -> applier().applyOver(seen, stopped(seen)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("has changed since it was looked at");
    assertThat(kept.getSpec().getReplicas()).isOne();
  }

  @Test
  void isNotWrittenWhenSomebodyElseNotedSomething() {
    StatefulSet seen = kept;
    kept =
        new StatefulSetBuilder(changed(kept))
            .editMetadata()
            .addToAnnotations("spec", "two")
            .endMetadata()
            .build();

    assertThatThrownBy(() -> applier().applyOver(seen, stopped(seen)))
        .isInstanceOf(UnreachableException.class);
  }

  @Test
  void isGivenUpWhenItsStatusIsAlwaysAhead() {
    StatefulSet seen = kept;
    beforeWrite = ApplierTest::changed;

    assertThatThrownBy(() -> applier().applyOver(seen, stopped(seen)))
        .isInstanceOf(UnreachableException.class);
  }
}
