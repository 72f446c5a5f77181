package io.katka.internal.steps;

import io.katka.error.InvalidSpecException;
import io.katka.spec.ClusterRef;
import io.katka.spi.Platform;
import io.katka.spi.ProofSpec;
import io.katka.spi.Purpose;
import io.katka.spi.Time;
import io.katka.spi.TrafficProbe;
import io.katka.spi.TrafficProbeProvider;
import io.katka.state.Proof;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The traffic of one run, which several of its steps have to do with. */
public final class ProbeHolder {
  private @Nullable TrafficProbe probe;
  private @Nullable Proof proof;
  private Set<Integer> leading = Set.of();

  /** Starts the traffic, unless it runs. */
  void start(Platform platform, ClusterRef ref, ProofSpec spec, Set<Integer> brokers, Time time) {
    if (probe == null) {
      leading = Set.copyOf(brokers);
      probe =
          provider()
              .start(
                  platform.connection(ref, Purpose.CLIENT),
                  platform.connection(ref, Purpose.ADMIN),
                  spec,
                  brokers,
                  time);
    }
  }

  private static TrafficProbeProvider provider() {
    return ServiceLoader.load(TrafficProbeProvider.class, ProbeHolder.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    "prove",
                    "asked for",
                    "with a TrafficProbeProvider on the class path",
                    "Add io.katka:katka-kafka to the class path."));
  }

  /** Brokers came, and shall lead a part of the traffic too. */
  void came(Set<Integer> ids) {
    if (probe != null && !leading.containsAll(ids)) {
      var all = new TreeSet<>(leading);
      all.addAll(ids);
      stay(all);
    }
  }

  /** Only these brokers shall lead the traffic: others are about to go. */
  void stay(Set<Integer> ids) {
    if (probe != null && !leading.equals(ids)) {
      probe.brokers(ids);
      leading = Set.copyOf(ids);
    }
  }

  /** Ends the traffic and counts. */
  void finish() {
    TrafficProbe running = probe;
    if (running != null) {
      proof = running.finish();
      probe = null;
    }
  }

  /** What was seen, once it was counted. */
  public Optional<Proof> proof() {
    return Optional.ofNullable(proof);
  }

  /** Ends the traffic, should it still run. */
  public void close() {
    TrafficProbe running = probe;
    if (running != null) {
      running.close();
      probe = null;
    }
  }
}
