package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateGatewayTest {
  private final List<String> history = new ArrayList<>();
  private final KafkaGateway late =
      LateGateway.of(
          () -> {
            history.add("opened");
            return told();
          },
          task -> {
            history.add("left to another thread");
            task.run();
          });

  /** Notes what it is asked; no quorum can be seen. */
  private KafkaGateway told() {
    return (KafkaGateway)
        Proxy.newProxyInstance(
            KafkaGateway.class.getClassLoader(),
            new Class<?>[] {KafkaGateway.class},
            (proxy, method, arguments) -> {
              history.add(method.getName());
              if (method.getName().equals("observeQuorum")) {
                throw new UnreachableException("nobody is there", new IllegalStateException());
              }
              return method.getReturnType() == Optional.class ? Optional.empty() : null;
            });
  }

  @Test
  void isOpenedWhenItIsFirstAskedSomethingAndOnce() {
    assertThat(history).isEmpty();

    assertThat(late.configs()).isEmpty();
    assertThat(late.voters()).isEmpty();
    late.close();

    assertThat(history)
        .containsExactly("opened", "configs", "voters", "left to another thread", "close");
  }

  @Test
  void isNotOpenedToBeClosed() {
    late.close();

    assertThat(history).isEmpty();
  }

  @Test
  void isClosedOnceAndAnswersNothingAfterwards() {
    late.configs();
    late.close();
    late.close();

    assertThatThrownBy(late::voters).isInstanceOf(IllegalStateException.class);
    assertThat(history).containsExactly("opened", "configs", "left to another thread", "close");
  }

  @Test
  void failsAsTheOpenedOneDoes() {
    assertThatThrownBy(late::observeQuorum)
        .isInstanceOf(UnreachableException.class)
        .hasMessage("nobody is there");
  }
}
