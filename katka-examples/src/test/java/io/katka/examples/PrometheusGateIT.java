package io.katka.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusGateIT {
  private FakePrometheus prometheus;
  private PrometheusGate gate;

  @BeforeEach
  void start() throws IOException {
    prometheus = new FakePrometheus();
    gate = new PrometheusGate(prometheus.address(), "rate(errors[1m]) + 1", 0.25);
  }

  @AfterEach
  void stop() {
    prometheus.close();
  }

  @Test
  void theQueryArrivesAsItIs() {
    prometheus.values("0.1");
    gate.highest();
    assertThat(prometheus.queries()).containsExactly("rate(errors[1m]) + 1");
  }

  @Test
  void ofSeveralSeriesTheHighestCounts() {
    prometheus.values("0.1", "0.3", "0.2");
    assertThat(gate.highest()).isEqualTo(0.3);
  }

  @Test
  void infinityIsAValue() {
    prometheus.values("0.1", "+Inf");
    assertThat(gate.highest()).isInfinite();
  }

  @Test
  void noSeriesIsNoValue() {
    prometheus.values();
    assertThatThrownBy(gate::highest).hasMessageContaining("has no series");
  }

  @Test
  void notANumberIsNoValue() {
    prometheus.values("0.1", "NaN");
    assertThatThrownBy(gate::highest).hasMessageContaining("is not a number");
  }

  @Test
  void anErrorIsNoValue() {
    prometheus.answers(400, "{\"status\":\"error\",\"error\":\"parse error\"}");
    assertThatThrownBy(gate::highest).hasMessageContaining("answered 400", "parse error");
  }

  @Test
  void somethingElseThanPrometheusIsNoValue() {
    prometheus.answers(200, "<html>");
    assertThatThrownBy(gate::highest).hasMessageContaining("no answer from");
  }

  @Test
  void nobodyThereIsNoValue() {
    prometheus.close();
    assertThatThrownBy(gate::highest).hasMessageContaining("no answer from");
  }
}
