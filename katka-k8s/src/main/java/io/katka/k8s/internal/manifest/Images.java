package io.katka.k8s.internal.manifest;

import io.katka.k8s.Options;
import io.katka.release.KafkaRelease;
import io.katka.spec.NodeSpec;

/** The images that nodes run. */
final class Images {
  private static final String CONFLUENT_KAFKA = "confluentinc/cp-kafka:";
  private static final String CONFLUENT_ZOOKEEPER = "confluentinc/cp-zookeeper:";

  private Images() {}

  /** A node's image; empty where neither the options nor its release name one. */
  static String of(Options options, NodeSpec node) {
    KafkaRelease release = node.revision().release();
    if (!options.image().isEmpty()) {
      return options.image().replace("{version}", release.version());
    }
    return Ensemble.isMember(node)
        ? release.image().replace(CONFLUENT_KAFKA, CONFLUENT_ZOOKEEPER)
        : release.image();
  }
}
