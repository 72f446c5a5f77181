package io.katka.k8s.internal.api;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The API server, called as one calls something that fails now and then: what passes soon is tried
 * again a few times with growing, jittered pauses, and after several calls in a row that were not
 * answered a circuit breaker refuses further ones for a while. All calls made through it may be
 * made twice.
 */
public final class Api {
  private static final Duration OPEN = Duration.ofSeconds(3);
  private static final int FAILURES_TO_OPEN = 5;
  private static final int ATTEMPTS = 4;

  private final KubernetesClient client;
  private final Retry retry;
  private final CircuitBreaker breaker;
  private final SideBySide sideBySide = new SideBySide();

  /** Calls through this client. */
  public Api(KubernetesClient client, Time time) {
    this.client = client;
    retry =
        Retry.of(
            "kubernetes",
            RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2.0, 0.5))
                .retryOnException(Faults::isTransient)
                .build());
    breaker =
        CircuitBreaker.of(
            "kubernetes",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(FAILURES_TO_OPEN)
                .minimumNumberOfCalls(FAILURES_TO_OPEN)
                .failureRateThreshold(100)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                .recordException(Faults::isTransient)
                .ignoreException(fault -> !Faults.isTransient(fault))
                .build());
  }

  /**
   * Makes a call.
   *
   * @param what what is attempted, as in "Could not ..."
   * @throws UnreachableException if it was not answered
   * @throws KatkaException if it was refused
   */
  public <T> T call(String what, Function<KubernetesClient, T> body) {
    try {
      return attempt(what, body);
    } catch (KubernetesClientException e) {
      throw Faults.told(what, e);
    }
  }

  /**
   * As {@link #call}, for a caller that knows what to make of a refusal: that comes as it is.
   *
   * @throws KubernetesClientException if it was refused
   * @throws UnreachableException if it was not answered
   */
  public <T> T attempt(String what, Function<KubernetesClient, T> body) {
    try {
      return breaker.executeSupplier(() -> retry.executeSupplier(() -> body.apply(client)));
    } catch (CallNotPermittedException e) {
      throw new UnreachableException(
          "Could not %s: not tried, since the last %d calls to %s were not answered; next try in %d s."
              .formatted(what, FAILURES_TO_OPEN, client.getMasterUrl(), OPEN.toSeconds()),
          OPEN,
          e);
    } catch (KubernetesClientException e) {
      if (Faults.isTransient(e) || Faults.isInterrupted(e)) {
        throw Faults.told(what, e);
      }
      throw e;
    }
  }

  /** Does something, as {@link #call}. */
  public void run(String what, java.util.function.Consumer<KubernetesClient> body) {
    call(
        what,
        c -> {
          body.accept(c);
          return true;
        });
  }

  /**
   * Makes calls that do not depend on each other, several at a time, and waits for all of them.
   *
   * @param call made for each, in any order
   * @return what they returned, in the order of {@code all}
   * @throws RuntimeException that of the first in this order that failed
   */
  public <T, R> List<R> each(List<T> all, Function<T, R> call) {
    return sideBySide.each(all, call);
  }

  /** The refusal in Katka's terms. */
  public static KatkaException told(String what, KubernetesClientException refusal) {
    return Faults.told(what, refusal);
  }

  /** Whether a write was refused because it was made from a version that is not the latest. */
  public static boolean isOvertaken(KubernetesClientException refusal) {
    return Faults.isOvertaken(refusal);
  }

  /** The client, for what is no call: watches and streams. */
  public KubernetesClient client() {
    return client;
  }
}
