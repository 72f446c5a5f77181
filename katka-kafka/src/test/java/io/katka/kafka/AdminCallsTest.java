package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.UnreachableException;
import io.katka.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminCallsTest {
  private final List<String> brokerAddresses = new CopyOnWriteArrayList<>();
  private final List<Integer> patience = new ArrayList<>();
  private final TestTime time = new TestTime();
  private final AdminCalls brokers = AdminCalls.toBrokers(connection(), time);
  private final AdminCalls controllers = AdminCalls.toControllers(connection(), time, brokers);

  private Connection connection() {
    return new Connection() {
      @Override
      public List<String> brokers() {
        return brokerAddresses;
      }

      @Override
      public List<String> controllers() {
        return List.of("127.0.0.1:1");
      }

      @Override
      public Map<String, Object> clientProperties() {
        return Map.of();
      }
    };
  }

  @AfterEach
  void close() {
    controllers.close();
    brokers.close();
  }

  @Test
  void aLookThatBrokersMaySoonAnswerIsShortAndThenGetsLonger() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> look(this::timeOut)).isInstanceOf(UnreachableException.class);
    }
    assertThat(look((admin, millis) -> millis)).isEqualTo(4 * AdminCalls.SHORT_CALL_MILLIS);
    assertThat(look((admin, millis) -> millis)).isEqualTo(AdminCalls.SHORT_CALL_MILLIS);
    assertThat(patience)
        .containsExactly(AdminCalls.SHORT_CALL_MILLIS, 2 * AdminCalls.SHORT_CALL_MILLIS);
  }

  @Test
  void aControllerThatDoesNotServeYetAnsweredInTime() {
    assertThatThrownBy(
            () ->
                look(
                    (admin, millis) -> {
                      throw new UnsupportedVersionException("Direct-to-controller: not yet");
                    }))
        .isInstanceOf(UnreachableException.class);
    assertThat(look((admin, millis) -> millis)).isEqualTo(AdminCalls.SHORT_CALL_MILLIS);
  }

  @Test
  void brokersThatCameUpDuringALookAreAskedAfterIt() {
    int asked =
        look(
            (admin, millis) -> {
              if (brokerAddresses.isEmpty()) {
                brokerAddresses.add("127.0.0.1:2");
                return timeOut(admin, millis);
              }
              return millis;
            });

    assertThat(patience).containsExactly(AdminCalls.SHORT_CALL_MILLIS);
    assertThat(asked).isGreaterThan(AdminCalls.SHORT_CALL_MILLIS);
  }

  private int look(java.util.function.BiFunction<Admin, Integer, Integer> look) {
    return controllers.look("look", look);
  }

  private int timeOut(Admin admin, int millis) {
    patience.add(millis);
    throw new TimeoutException("no node assignment");
  }
}
