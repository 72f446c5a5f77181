package io.katka.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.internal.SystemTime;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void withoutAWordNothingIsReachableFromOutside() {
    assertThat(Options.DEFAULT.exposure()).isEqualTo(Exposure.none());
    assertThat(Options.DEFAULT.tls()).isEqualTo(Tls.none());
    assertThat(Options.DEFAULT.networkPolicy()).isTrue();
  }

  @Test
  void refusalsNameTheFieldTheValueAndWhatToDo() {
    refused(() -> Exposure.nodePort().firstPort(80), "exposure.firstPort is 80", "Leave it out");
    refused(() -> Exposure.nodePort().hosts("a b"), "exposure.hosts is 'a b'", "{id}");
    refused(() -> Exposure.loadBalancer().hosts("kafka.example.com"), "a pattern with {id}");
    refused(() -> Monitoring.agent("agent.jar"), "monitoring.jar is 'agent.jar'", "absolute path");
    refused(() -> Monitoring.agent("/x.jar").port(9092), "monitoring.port is 9092", "Kafka's");
    refused(() -> Tls.secret(" "), "tls.secret", "kubernetes.io/tls");
    refused(() -> Scheduling.DEFAULT.tolerate("a", "b", "Never"), "effect is 'Never'", "NoExecute");
    refused(() -> Volumes.DEFAULT.broker("0"), "volumes", "more than 0");
    refused(
        () -> Options.builder().shutdownGrace(Duration.ofSeconds(1)).build(),
        "shutdownGrace",
        "be generous");
  }

  @Test
  void aCertificateForOutsideOnlyNeedsAnOutside() {
    refused(() -> Options.builder().tls(Tls.secret("x").outsideOnly()).build(), "tls", "exposure");

    assertThat(
            Options.builder()
                .tls(Tls.secret("x").outsideOnly())
                .exposure(Exposure.nodePort())
                .build()
                .tls()
                .inside())
        .isFalse();
  }

  @Test
  void anExposureThatIsNoneIsRefusedByName() {
    refused(
        () ->
            new KubernetesPlatformProvider()
                .open(Map.of("kubernetes.exposure", "ingress"), SystemTime.INSTANCE),
        "kubernetes.exposure is ingress",
        "nodePort");
  }

  @Test
  void hostPatternsAreDnsNamesOrAddresses() {
    assertThat(Exposure.nodePort().hosts("203.0.113.7").hosts()).isEqualTo("203.0.113.7");
    assertThat(Exposure.loadBalancer().hosts("b{id}.example.com").hosts())
        .isEqualTo("b{id}.example.com");
  }

  private static void refused(ThrowingCallable what, String... parts) {
    assertThatThrownBy(what).isInstanceOf(InvalidSpecException.class).message().contains(parts);
  }
}
