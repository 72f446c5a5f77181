package io.katka.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An HTTP server that answers instant queries as Prometheus does. */
final class FakePrometheus implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private volatile Answer answer = new Answer(500, "");

  FakePrometheus() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/query", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers with a vector of so many series as there are values. */
  void values(String... values) {
    String series =
        Stream.of(values)
            .map("{\"metric\":{},\"value\":[1435781451.781,\"%s\"]}"::formatted)
            .collect(Collectors.joining(","));
    answers(
        200,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
            + series
            + "]}}");
  }

  void answers(int status, String body) {
    answer = new Answer(status, body);
  }

  /** The queries that were asked, decoded. */
  List<String> queries() {
    return queries;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery().replaceFirst("^query=", "");
    queries.add(URLDecoder.decode(query, StandardCharsets.UTF_8));
    Answer now = answer;
    byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(now.status(), body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
