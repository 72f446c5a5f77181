package io.katka.sim.explore;

import io.katka.spi.KafkaGateway;
import io.katka.spi.KafkaGateway.Look;
import io.katka.spi.Platform;
import io.katka.state.KafkaState;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import java.util.Set;

/**
 * A deliberate breakage: what stands between Katka and the world's ports, and blinds or cripples
 * one of its safeguards. By default nothing is changed.
 */
class Mutant {
  /** What Kafka shows, as this breakage lets Katka see it. */
  KafkaState seen(KafkaState real) {
    return real;
  }

  /** What the nodes show. */
  PlatformState seen(PlatformState real) {
    return real;
  }

  /** What the quorum shows. */
  QuorumState seen(QuorumState real) {
    return real;
  }

  /** The gateway that Katka gets. */
  KafkaGateway gateway(KafkaGateway real) {
    return new LyingGateway(real, this);
  }

  /** The platform that Katka gets. */
  Platform platform(Platform real) {
    return new LyingPlatform(real, this);
  }

  /** Looks at Kafka; a breakage may look in another way. */
  KafkaState observe(KafkaGateway real, Set<Look> looks) {
    return seen(real.observe(looks));
  }
}
