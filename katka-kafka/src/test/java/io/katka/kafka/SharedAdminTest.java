package io.katka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedAdminTest {
  @Test
  void isMadeByAThreadWhoseLoaderKnowsNoKafka() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader without = ClassLoader.getPlatformClassLoader();
    thread.setContextClassLoader(without);
    try (var admin =
        new SharedAdmin(
            "brokers",
            () -> List.of("127.0.0.1:1"),
            addresses -> Map.of("bootstrap.servers", addresses))) {
      assertThat(admin.<Boolean>with(client -> true)).isTrue();
      assertThat(thread.getContextClassLoader()).isSameAs(without);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
