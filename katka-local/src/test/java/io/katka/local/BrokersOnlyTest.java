package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spi.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokersOnlyTest {
  @Test
  void leavesTheControllersOut() {
    var whole =
        new Connection() {
          @Override
          public List<String> brokers() {
            return List.of("127.0.0.1:20001");
          }

          @Override
          public List<String> controllers() {
            return List.of("127.0.0.1:20002");
          }

          @Override
          public Map<String, Object> clientProperties() {
            return Map.of("client.rack", "eu-1");
          }
        };

    var only = new BrokersOnly(whole);

    assertThat(only.brokers()).containsExactly("127.0.0.1:20001");
    assertThat(only.controllers()).isEmpty();
    assertThat(only.clientProperties()).containsEntry("client.rack", "eu-1");
  }
}
