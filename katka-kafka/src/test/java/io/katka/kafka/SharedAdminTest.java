package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class SharedAdminTest {
  private final List<String> addresses = new CopyOnWriteArrayList<>(List.of("127.0.0.1:1"));

  @Test
  void staysTheSameWhenOthersComeToThoseItBeganWith() {
    try (SharedAdmin shared = shared(() -> "secret")) {
      Admin first = shared.with(admin -> admin);
      addresses.add("127.0.0.1:2");

      assertThat(shared.<Admin>with(admin -> admin)).isSameAs(first);
    }
  }

  @Test
  void isAnotherOneWhenOneItBeganWithIsGone() {
    addresses.add("127.0.0.1:2");
    try (SharedAdmin shared = shared(() -> "secret")) {
      Admin first = shared.with(admin -> admin);
      addresses.remove("127.0.0.1:1");

      assertThat(shared.<Admin>with(admin -> admin)).isNotSameAs(first);
    }
  }

  @Test
  void isAnotherOneForOtherCredentials() {
    var secret = new AtomicReference<>("old");
    try (SharedAdmin shared = shared(secret::get)) {
      Admin first = shared.with(admin -> admin);
      addresses.add("127.0.0.1:2");
      secret.set("new");

      assertThat(shared.<Admin>with(admin -> admin)).isNotSameAs(first);
    }
  }

  private SharedAdmin shared(Supplier<String> secret) {
    return new SharedAdmin(
        "brokers",
        () -> addresses,
        now -> Map.of("bootstrap.servers", now, "a.credential", secret.get()));
  }

  @Test
  void isMadeByAThreadWhoseLoaderKnowsNoKafka() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader without = ClassLoader.getPlatformClassLoader();
    thread.setContextClassLoader(without);
    try (var admin =
        new SharedAdmin("brokers", () -> addresses, now -> Map.of("bootstrap.servers", now))) {
      assertThat(admin.<Boolean>with(client -> true)).isTrue();
      assertThat(thread.getContextClassLoader()).isSameAs(without);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
