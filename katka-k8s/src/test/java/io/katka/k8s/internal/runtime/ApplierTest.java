package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.error.UnreachableException;
import io.katka.internal.SystemTime;
import io.katka.k8s.internal.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a set is written that changes meanwhile, over a server that keeps one set. */
class ApplierTest {
  private HttpServer server;
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
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(url).withAutoConfigure(false).build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int code = 200;
    Object body = kept;
    if (exchange.getRequestMethod().equals("PATCH")) {
      kept = beforeWrite.apply(kept);
      StatefulSet wanted = read(exchange.getRequestBody());
      if (version(wanted) == version(kept)) {
        kept = changed(wanted);
        body = kept;
      } else {
        code = 409;
        body = new StatusBuilder().withCode(code).withReason("Conflict").build();
      }
    }
    byte[] bytes = Serialization.asJson(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static StatefulSet read(InputStream body) throws IOException {
    return Serialization.unmarshal(
        new String(body.readAllBytes(), StandardCharsets.UTF_8), StatefulSet.class);
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
