package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.katka.spec.ClusterRef;
import io.katka.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When somebody else's lease is over. */
class LeaseExpiryTest {
  private static final ClusterRef REF = new ClusterRef("kubernetes", "test", "kafka");

  private final Clock clock = new Clock();
  private final LeaseExpiry expiry = new LeaseExpiry(clock);

  @Test
  void aLiveOneNever() {
    for (int second = 0; second < 60; second += 5) {
      assertThat(expiry.isOver(REF, lease("r" + second, clock.now()))).isFalse();
      clock.pass(Duration.ofSeconds(5));
    }
  }

  @Test
  void oneThatWasRenewedLongAgoByAnyClock() {
    Instant longAgo = clock.now().minusSeconds(15).minus(LeaseExpiry.MARGIN).minusSeconds(1);

    assertThat(expiry.isOver(REF, lease("r", longAgo))).isTrue();
  }

  @Test
  void oneWhoseClockIsAheadOnceItWasSeenUnchangedForItsTime() {
    Instant ahead = clock.now().plusSeconds(3600);

    assertThat(expiry.isOver(REF, lease("r", ahead))).isFalse();
    clock.pass(Duration.ofSeconds(14));
    assertThat(expiry.isOver(REF, lease("r", ahead))).isFalse();
    clock.pass(Duration.ofSeconds(2));
    assertThat(expiry.isOver(REF, lease("r", ahead))).isTrue();
    assertThat(expiry.isOver(REF, lease("renewed", ahead))).isFalse();
  }

  @Test
  void oneWithoutHolder() {
    Lease lease = lease("r", clock.now());
    lease.getSpec().setHolderIdentity("");

    assertThat(expiry.isOver(REF, lease)).isTrue();
  }

  private static Lease lease(String version, Instant renewed) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withUid("u")
        .withResourceVersion(version)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity("somebody")
        .withLeaseDurationSeconds(15)
        .withRenewTime(renewed.atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  private static final class Clock implements Time {
    private long nanos = 1_700_000_000_000_000_000L;

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public Instant now() {
      return Instant.ofEpochSecond(0, nanos);
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(Duration duration) {
      pass(duration);
    }
  }
}
