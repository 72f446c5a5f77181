package io.katka.local;

import io.katka.release.Distribution;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.release.ReleaseCatalogue;

/**
 * The Apache Kafka that is run in place of a Confluent Platform of the ZooKeeper era, whose own
 * jars are not in Maven's central repository: the one that it is built on.
 */
final class ApacheBase {
  private ApacheBase() {}

  /** Whether there is one that can be run in place of that release, or it is one itself. */
  static boolean canStandIn(KafkaRelease release) {
    return release.distribution() == Distribution.APACHE
        || release.metadata() == MetadataMode.ZOOKEEPER;
  }

  /**
   * The Apache Kafka inside; where only its minor version is known, the newest patch of it. A
   * release of Apache Kafka itself is its own.
   */
  static KafkaRelease of(KafkaRelease release) {
    if (release.distribution() == Distribution.APACHE) {
      return release;
    }
    String inside = release.kafkaVersion();
    return ReleaseCatalogue.standard().all().stream()
        .filter(r -> r.distribution() == Distribution.APACHE)
        .filter(r -> r.version().equals(inside) || r.version().startsWith(inside + "."))
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> new IllegalArgumentException("no Apache Kafka " + inside))
        .withZooKeeper();
  }
}
