package io.katka.internal.planner;

import io.katka.error.InvalidSpecException;
import io.katka.error.Problem;
import io.katka.release.UpgradePath;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.Topology;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.PlatformState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is refused before anything is touched, whatever the platform. */
final class Checks {
  private static final Set<String> OWNED =
      Set.of(
          "node.id",
          "broker.id",
          "process.roles",
          "controller.quorum.voters",
          "controller.quorum.bootstrap.servers",
          "controller.listener.names",
          "listeners",
          "advertised.listeners",
          "log.dir",
          "log.dirs",
          "metadata.log.dir",
          "broker.rack",
          "zookeeper.connect");

  private Checks() {}

  static void check(ClusterSpec wanted, PlatformState platform, Optional<KafkaState> kafka) {
    var problems = new ArrayList<Problem>();
    owned(wanted, problems);
    replication(wanted, problems);
    platform
        .foundation()
        .ifPresent(
            f -> {
              topology(wanted, f.spec(), problems);
              EnsembleChecks.changes(wanted, f.spec(), problems);
            });
    EnsembleChecks.check(wanted, problems);
    kafka.ifPresent(k -> downgrade(wanted, k.features(), problems));
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems);
    }
  }

  private static void owned(ClusterSpec wanted, List<Problem> problems) {
    Set<String> keys = new TreeSet<>(wanted.config().keySet());
    wanted.pools().forEach(p -> keys.addAll(p.config().keySet()));
    for (String key : keys) {
      if (OWNED.contains(key)) {
        problems.add(
            new Problem(
                "config " + key,
                wanted.config().getOrDefault(key, "set for a pool"),
                "not set: Katka and the platform decide it",
                "Leave it out."));
      }
    }
    for (NodePoolSpec pool : wanted.pools()) {
      for (String key : pool.config().keySet()) {
        if (DynamicConfig.keys().contains(key)) {
          problems.add(
              new Problem(
                  "pool " + pool.name() + ".config " + key,
                  pool.config().get(key),
                  "for the whole cluster only, as it is changed without a restart",
                  "Set it with .config(...) on the cluster."));
        }
      }
    }
  }

  private static void replication(ClusterSpec wanted, List<Problem> problems) {
    int brokers = wanted.brokerCount();
    Map<String, String> config = wanted.config();
    for (String prefix : List.of("", "transaction.state.log.", "share.coordinator.state.topic.")) {
      String minIsrKey = prefix + (prefix.isEmpty() ? "min.insync.replicas" : "min.isr");
      String factorKey = prefix + (prefix.isEmpty() ? "default." : "") + "replication.factor";
      int minIsr = number(config, minIsrKey, problems);
      int factor = number(config, factorKey, problems);
      if (minIsr > factor) {
        problems.add(
            new Problem(
                minIsrKey,
                Integer.toString(minIsr),
                "1 to " + factorKey + ", which is " + factor,
                "With more, no write with acks=all could ever be acknowledged."));
      }
      if (factor > brokers) {
        problems.add(
            new Problem(
                factorKey,
                Integer.toString(factor),
                "1 to the number of brokers, which is " + brokers,
                "Have more brokers or fewer replicas."));
      }
    }
  }

  private static int number(Map<String, String> config, String key, List<Problem> problems) {
    String value = config.getOrDefault(key, "1");
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with numbers that are too small.
    }
    problems.add(new Problem(key, value, "a whole number from 1", "Write it as 2, for example."));
    return 1;
  }

  private static void topology(ClusterSpec wanted, ClusterSpec there, List<Problem> problems) {
    Topology now = there.controllers().topology();
    if (wanted.controllers().topology() != now) {
      problems.add(
          new Problem(
              "controllers",
              wanted.controllers().topology().toString(),
              now + ", as the cluster was created",
              "A node's roles stay what they were when it was formatted."));
    }
    UpgradePath.refusal(there.release(), wanted.release())
        .ifPresent(
            why ->
                problems.add(
                    new Problem(
                        "version",
                        wanted.release().describe(),
                        "a release that keeps its metadata in " + there.release().metadata(),
                        why)));
  }

  private static void downgrade(ClusterSpec wanted, FeatureState features, List<Problem> problems) {
    int finalized = features.level(FeatureState.METADATA_VERSION);
    if (finalized > wanted.release().metadataLevel()) {
      problems.add(
          new Problem(
              "version",
              wanted.release()
                  + ", which knows metadata.version up to level "
                  + wanted.release().metadataLevel(),
              "a release that knows the finalized level " + finalized,
              "A finalized version has no way back: choose a newer release."));
    }
  }
}
