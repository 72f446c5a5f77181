package io.katka.release;

import java.util.Objects;

/**
 * A release of Kafka and the facts about it that planning needs.
 *
 * @param distribution who numbers it
 * @param version the distribution's number, such as {@code 4.4.0} or {@code 5.1.0}
 * @param kafkaVersion the Apache Kafka inside, such as {@code 2.1.0}
 * @param metadata where its clusters keep their metadata
 * @param metadataLevel the newest {@code metadata.version} feature level it knows; 0 for the
 *     ZooKeeper era
 * @param metadataVersion that level's name, such as {@code 4.3-IV0}; for the ZooKeeper era its
 *     {@code inter.broker.protocol.version}
 * @param minimumMetadataLevel the oldest level a broker of this release can run at; 0 for the
 *     ZooKeeper era
 * @param image its container image with tag
 * @param javaFloor the oldest Java feature release its brokers run on
 */
public record KafkaRelease(
    Distribution distribution,
    String version,
    String kafkaVersion,
    MetadataMode metadata,
    int metadataLevel,
    String metadataVersion,
    int minimumMetadataLevel,
    String image,
    int javaFloor) {

  public KafkaRelease {
    Objects.requireNonNull(distribution, "distribution");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(kafkaVersion, "kafkaVersion");
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(metadataVersion, "metadataVersion");
    Objects.requireNonNull(image, "image");
  }

  /** The release in words, naming the Apache Kafka inside where the numbers differ. */
  public String describe() {
    return distribution == Distribution.APACHE
        ? "Apache Kafka " + version
        : "Confluent Platform "
            + version
            + " = Apache Kafka "
            + kafkaVersion
            + (metadata == MetadataMode.ZOOKEEPER ? " with ZooKeeper" : "");
  }

  @Override
  public String toString() {
    return version;
  }
}
