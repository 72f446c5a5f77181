package io.katka.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.katka.error.Blocker;
import io.katka.step.Gate;
import io.katka.step.StepContext;
import io.katka.step.StepOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Lets a run go on only while the value of a Prometheus query is at most a limit; of several
 * series, the highest counts. No answer, no series and no number are all "cannot see": the gate
 * throws, and the run waits.
 */
public final class PrometheusGate implements Gate {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final HttpRequest request;
  private final String query;
  private final double limit;

  /**
   * A gate on a query.
   *
   * @param server such as {@code http://prometheus:9090}
   * @param query an instant query in PromQL
   * @param limit the highest value that lets the run go on
   */
  public PrometheusGate(URI server, String query, double limit) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    this.request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/query?query=" + encoded))
            .timeout(TIMEOUT)
            .build();
    this.query = query;
    this.limit = limit;
  }

  @Override
  public StepOutcome check(StepContext context) {
    // The value is left out of the reason: a reason that changes at each look starts anew.
    return highest() <= limit
        ? StepOutcome.done()
        : StepOutcome.notYet(new Blocker.Custom("Prometheus", query + " is above " + limit));
  }

  /** The query's value now. */
  double highest() {
    JsonNode data = ask().path("data");
    if (!data.path("resultType").asText().equals("vector") || data.path("result").isEmpty()) {
      throw new IllegalStateException(query + " has no series, wanted an instant vector: " + data);
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (JsonNode series : data.path("result")) {
      highest = Math.max(highest, number(series.path("value").path(1).asText()));
    }
    if (Double.isNaN(highest)) {
      throw new IllegalStateException(query + " is not a number");
    }
    return highest;
  }

  private JsonNode ask() {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "%s answered %d: %s"
                .formatted(request.uri(), response.statusCode(), response.body().strip()));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + request.uri(), e);
    }
  }

  /** Prometheus writes infinity as {@code +Inf}. */
  private static double number(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }
}
