package io.katka.k8s.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Stands in for an API server where a test needs to say every answer itself. */
public final class StandInServer implements AutoCloseable {
  private final HttpServer server;
  private final KubernetesClient client;
  private final Function<Request, Answer> answers;

  /** What was asked. */
  public record Request(String method, URI uri, String body) {
    /** The body as an object. */
    public <T> T as(Class<T> type) {
      return Serialization.unmarshal(body, type);
    }
  }

  /** An answer with its HTTP status. */
  public record Answer(int code, Object body) {}

  /** A server that answers so. */
  public StandInServer(Function<Request, Answer> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(url).withAutoConfigure(false).build())
            .build();
  }

  /** A client of it. */
  public KubernetesClient client() {
    return client;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Answer answer =
        answers.apply(new Request(exchange.getRequestMethod(), exchange.getRequestURI(), body));
    byte[] bytes = Serialization.asJson(answer.body()).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
