package io.katka.kafka;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.kafka.internal.Faults;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Calls Kafka as one calls something that fails now and then: what passes soon is tried again a few
 * times with growing, jittered pauses; after three calls in a row that reached nobody, a circuit
 * breaker refuses further ones for a while. What is left of the fault is told in Katka's terms.
 */
final class Guard {
  private static final Duration OPEN = Duration.ofSeconds(5);
  private static final int FAILURES_TO_OPEN = 3;
  private static final int ATTEMPTS = 3;

  private final Retry retry;
  private final CircuitBreaker breaker;
  private final Supplier<String> peer;

  /**
   * A guard of its own for each side of Kafka.
   *
   * @param peer who is called, for messages, such as {@code brokers 127.0.0.1:9092}
   */
  Guard(String name, Time time, Supplier<String> peer) {
    this.peer = peer;
    retry =
        Retry.of(
            name,
            RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2.0, 0.5))
                .retryOnException(Faults::mayPassSoon)
                .build());
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(FAILURES_TO_OPEN)
                .minimumNumberOfCalls(FAILURES_TO_OPEN)
                .failureRateThreshold(100)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new KatkaClock(time))
                .currentTimestampFunction(clock -> time.nanos(), TimeUnit.NANOSECONDS)
                .recordException(Guard::reachedNobody)
                .ignoreExceptions(KatkaException.class, InterruptException.class)
                .build());
  }

  /** A controller that answers that it does not serve yet was reached. */
  private static boolean reachedNobody(Throwable fault) {
    return Faults.isTransient(fault) && !Faults.isNotServingClients(fault);
  }

  /**
   * Makes a call.
   *
   * @param what what is attempted, as in "could not ..."
   */
  <T> T call(String what, Supplier<T> body) {
    try {
      return breaker.executeSupplier(() -> retry.executeSupplier(body));
    } catch (CallNotPermittedException e) {
      throw new UnreachableException(
          "Could not %s through %s: not tried, since the last %d calls reached nobody; next try in %d s."
              .formatted(what, peer.get(), FAILURES_TO_OPEN, OPEN.toSeconds()),
          OPEN,
          e);
    } catch (InterruptException e) {
      throw new KatkaException(
          "Interrupted while trying to %s through %s.".formatted(what, peer.get()), e);
    } catch (KafkaException e) {
      throw Faults.told(what + " through " + peer.get(), e);
    }
  }
}
