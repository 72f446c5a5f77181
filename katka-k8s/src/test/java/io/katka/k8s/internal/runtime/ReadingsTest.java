package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final List<String> read = new ArrayList<>();
  private final Readings<String, Integer> readings =
      new Readings<>(
          text -> {
            read.add(text);
            return Integer.valueOf(text);
          });

  @Test
  void theSameTextIsReadOnce() {
    assertThat(readings.of("a", "1")).isEqualTo(1);
    assertThat(readings.of("a", "1")).isEqualTo(1);
    assertThat(readings.of("b", "1")).isEqualTo(1);

    assertThat(read).containsExactly("1", "1");
  }

  @Test
  void anotherTextIsReadAnew() {
    readings.of("a", "1");

    assertThat(readings.of("a", "2")).isEqualTo(2);
    assertThat(readings.of("a", "1")).isEqualTo(1);
  }

  @Test
  void whatIsGoneIsForgotten() {
    readings.of("a", "1");
    readings.of("b", "2");

    readings.keep(Set.of("b"));
    readings.of("a", "1");
    readings.of("b", "2");

    assertThat(read).containsExactly("1", "2", "1");
  }
}
