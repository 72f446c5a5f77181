package io.katka.sim.explore;

import io.katka.spi.KafkaGateway;
import io.katka.state.KafkaState;
import io.katka.state.QuorumState;
import java.util.Optional;
import java.util.Set;

/** A gateway as a breakage lets Katka see it. */
class LyingGateway implements KafkaGateway {
  final KafkaGateway real;
  private final Mutant mutant;

  LyingGateway(KafkaGateway real, Mutant mutant) {
    this.real = real;
    this.mutant = mutant;
  }

  @Override
  public KafkaState observe(Set<Look> looks) {
    return mutant.observe(real, looks);
  }

  @Override
  public QuorumState observeQuorum() {
    return mutant.seen(real.observeQuorum());
  }

  @Override
  public Optional<Reassignments> reassignments() {
    return real.reassignments();
  }

  @Override
  public Optional<Elections> elections() {
    return real.elections();
  }

  @Override
  public Optional<Disks> disks() {
    return real.disks();
  }

  @Override
  public Optional<Configs> configs() {
    return real.configs();
  }

  @Override
  public Optional<Features> features() {
    return real.features();
  }

  @Override
  public Optional<Voters> voters() {
    return real.voters();
  }

  @Override
  public Optional<Registrations> registrations() {
    return real.registrations();
  }

  @Override
  public void close() {
    real.close();
  }
}
