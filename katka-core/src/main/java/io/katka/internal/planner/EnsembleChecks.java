package io.katka.internal.planner;

import io.katka.error.Problem;
import io.katka.release.MetadataMode;
import io.katka.release.UpgradePath;
import io.katka.spec.ClusterSpec;
import java.util.List;

/** What is refused of a cluster with a ZooKeeper ensemble, whatever the platform. */
final class EnsembleChecks {
  private EnsembleChecks() {}

  static void check(ClusterSpec wanted, List<Problem> problems) {
    if (wanted.release().metadata() != MetadataMode.ZOOKEEPER) {
      return;
    }
    String level = level(wanted);
    if (!UpgradePath.canRunAt(wanted.release(), level)) {
      problems.add(
          new Problem(
              "version",
              wanted.release().describe() + ", which knows " + wanted.release().metadataVersion(),
              "a release that knows " + Finalizing.PROTOCOL + " " + level,
              "A protocol level that was raised has no way back: choose a newer release."));
    }
    if (wanted.upgrade().finalizeDelay().isPresent()) {
      problems.add(
          new Problem(
              "upgrade.finalizeAfter",
              "set with " + wanted.release().describe(),
              "not set with ZooKeeper, where finalizing is a second roll",
              "Call finalizeVersion() when the first roll has proved itself."));
    }
  }

  static void changes(ClusterSpec wanted, ClusterSpec there, List<Problem> problems) {
    if (there.release().metadata() != MetadataMode.ZOOKEEPER
        || wanted.release().metadata() != MetadataMode.ZOOKEEPER) {
      return;
    }
    if (wanted.controllers().count() != there.controllers().count()) {
      problems.add(
          new Problem(
              "zookeeper",
              Integer.toString(wanted.controllers().count()),
              there.controllers().count() + ", as the ensemble was created",
              "An ensemble of another size is not there yet."));
    }
    if (UpgradePath.isOlder(level(wanted), level(there))) {
      problems.add(
          new Problem(
              Finalizing.PROTOCOL,
              level(wanted),
              level(there) + " or newer",
              "A protocol level that was raised has no way back."));
    }
  }

  private static String level(ClusterSpec spec) {
    return spec.config().getOrDefault(Finalizing.PROTOCOL, spec.release().metadataVersion());
  }
}
