package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private final ManualTime time = new ManualTime();
  private final Guard guard = new Guard("test", time, () -> "brokers here:1");
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void tries_again_what_passes_soon() {
    String value =
        guard.call(
            "look",
            () -> {
              if (calls.incrementAndGet() < 3) {
                throw new DisconnectException("gone");
              }
              return "seen";
            });

    assertThat(value).isEqualTo("seen");
  }

  @Test
  void does_not_try_again_after_a_timeout_for_the_client_has_done_so() {
    assertThatThrownBy(() -> guard.call("look", failing(new TimeoutException("10 s"))))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("look")
        .hasMessageContaining("brokers here:1");
    assertThat(calls).hasValue(1);
  }

  @Test
  void tells_a_refusal_from_a_fault_of_the_network() {
    assertThatThrownBy(
            () -> guard.call("set it", failing(new InvalidConfigurationException("no number"))))
        .isInstanceOf(KatkaException.class)
        .isNotInstanceOf(UnreachableException.class)
        .hasMessageContaining("no number");
    assertThatThrownBy(
            () -> guard.call("look", failing(new SaslAuthenticationException("wrong password"))))
        .isNotInstanceOf(UnreachableException.class);
    assertThat(calls).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Direct-to-controller communication is not supported with the current MetadataVersion.",
        "There is no finalized MetadataVersion, so direct-to-controller communication is not"
            + " supported."
      })
  void takes_a_controller_that_serves_no_clients_yet_for_one_out_of_reach(String message) {
    assertThatThrownBy(() -> guard.call("look", failing(new UnsupportedVersionException(message))))
        .isInstanceOf(UnreachableException.class);
  }

  @Test
  void goes_on_asking_a_controller_that_answers_that_it_serves_no_clients_yet() {
    var refusal = new UnsupportedVersionException("Direct-to-controller communication: not yet");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> guard.call("look", failing(refusal)))
          .isInstanceOf(UnreachableException.class)
          .hasCause(refusal);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KeeperErrorCode = Session expired for /config/topics/audit",
        "KeeperErrorCode = ConnectionLoss for /brokers/ids"
      })
  void tries_a_broker_again_that_has_lost_its_ensemble(String message) {
    assertThatThrownBy(() -> guard.call("look", failing(new UnknownServerException(message))))
        .isInstanceOf(UnreachableException.class);
    assertThat(calls).hasValue(3);
  }

  @Test
  void takes_any_other_unknown_fault_of_a_broker_for_one_that_stays() {
    String denied = "KeeperErrorCode = NoAuth for /config/topics/audit";
    assertThatThrownBy(() -> guard.call("look", failing(new UnknownServerException(denied))))
        .isNotInstanceOf(UnreachableException.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void takes_a_request_that_nobody_knows_for_refused() {
    assertThatThrownBy(
            () -> guard.call("look", failing(new UnsupportedVersionException("no such request"))))
        .isNotInstanceOf(UnreachableException.class);
  }

  @Nested
  class After_three_calls_that_reached_nobody {
    After_three_calls_that_reached_nobody() {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> guard.call("look", failing(new TimeoutException("10 s"))));
      }
    }

    @Test
    void it_refuses_to_call_and_says_when_to_come_back() {
      assertThatThrownBy(() -> guard.call("look", () -> "seen"))
          .asInstanceOf(type(UnreachableException.class))
          .extracting(UnreachableException::retryAfter)
          .isEqualTo(Duration.ofSeconds(5));
      assertThat(calls).hasValue(3);
    }

    @Test
    void it_calls_again_once_that_time_is_over() {
      time.pass(Duration.ofSeconds(6));

      assertThat(guard.<String>call("look", () -> "seen")).isEqualTo("seen");
      assertThat(guard.<String>call("look", () -> "seen")).isEqualTo("seen");
    }
  }

  @Test
  void refusals_do_not_open_the_breaker() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(
          () -> guard.call("set it", failing(new InvalidConfigurationException("no"))));
    }

    assertThat(guard.<String>call("look", () -> "seen")).isEqualTo("seen");
  }

  private Supplier<String> failing(RuntimeException fault) {
    return () -> {
      calls.incrementAndGet();
      throw fault;
    };
  }

  private static final class ManualTime implements Time {
    private Duration passed = Duration.ZERO;

    void pass(Duration duration) {
      passed = passed.plus(duration);
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(passed);
    }

    @Override
    public long nanos() {
      return passed.toNanos();
    }

    @Override
    public void sleep(Duration duration) {
      pass(duration);
    }
  }
}
