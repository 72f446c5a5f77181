package io.katka.release;

import io.katka.error.InvalidSpecException;
import java.util.Objects;

/**
 * A release of Kafka and the facts about it that planning needs.
 *
 * @param distribution who numbers it
 * @param version the distribution's number, such as {@code 4.4.0} or {@code 5.1.0}
 * @param kafkaVersion the Apache Kafka inside, such as {@code 2.1.0}; only {@code 2.1} where the
 *     distribution does not say which patch
 * @param metadata where its clusters keep their metadata
 * @param metadataLevel the newest {@code metadata.version} feature level it knows; 0 for the
 *     ZooKeeper era
 * @param metadataVersion that level's name, such as {@code 4.3-IV0}; for the ZooKeeper era its
 *     {@code inter.broker.protocol.version}
 * @param minimumMetadataLevel the oldest level a broker of this release can run at; 0 for the
 *     ZooKeeper era
 * @param image its container image with tag; empty where its distribution publishes none
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

  /**
   * A release of Apache Kafka by its number, such as {@code 4.4.0}.
   *
   * @throws InvalidSpecException if it is not known; names the nearest known ones
   */
  public static KafkaRelease apache(String version) {
    return ReleaseCatalogue.standard().find(Distribution.APACHE, version);
  }

  /**
   * A release of Confluent Platform by its own number, such as {@code 5.1.0}.
   *
   * @throws InvalidSpecException if it is not known; names the nearest known ones
   */
  public static KafkaRelease confluent(String version) {
    return ReleaseCatalogue.standard().find(Distribution.CONFLUENT, version);
  }

  /**
   * Another patch of the same minor version, with the same facts: how a release that was published
   * after this Katka is registered, see {@link ReleaseCatalogue#with}.
   *
   * @throws InvalidSpecException if it is of another minor version, whose facts are not the same
   */
  public KafkaRelease patch(String newVersion) {
    if (!line(newVersion).equals(line(version))) {
      throw new InvalidSpecException(
          "version",
          "'" + newVersion + "'",
          "a patch of " + line(version),
          "Call the constructor of KafkaRelease with the facts of that release.");
    }
    return new KafkaRelease(
        distribution,
        newVersion,
        distribution == Distribution.APACHE ? newVersion : line(kafkaVersion),
        metadata,
        metadataLevel,
        metadataVersion,
        minimumMetadataLevel,
        image.isEmpty() ? "" : image.substring(0, image.lastIndexOf(':') + 1) + newVersion,
        javaFloor);
  }

  /**
   * This release with its metadata in ZooKeeper: itself up to Kafka 3.8, which Katka takes as run
   * so anyway, another one for Kafka 3.9, which can do both.
   *
   * @throws InvalidSpecException from Kafka 4.0 on, which knows no ZooKeeper any more
   */
  public KafkaRelease withZooKeeper() {
    if (metadata == MetadataMode.ZOOKEEPER) {
      return this;
    }
    if (!knowsZooKeeper()) {
      throw new InvalidSpecException(
          "zookeeper",
          "asked for with " + describe(),
          "Apache Kafka up to 3.9, or Confluent Platform up to 7.9",
          "Kafka 4.0 and newer keep their metadata in controllers: leave zookeeper(...) out, or"
              + " choose an older release.");
    }
    return new KafkaRelease(
        distribution,
        version,
        kafkaVersion,
        MetadataMode.ZOOKEEPER,
        0,
        metadataVersion,
        0,
        image,
        javaFloor);
  }

  /** Whether it can keep its metadata in ZooKeeper. */
  public boolean knowsZooKeeper() {
    return VersionNumber.parse(kafkaVersion).map(number -> number.major() < 4).orElse(false);
  }

  private static String line(String number) {
    return VersionNumber.parse(number).map(VersionNumber::line).orElse(number);
  }

  /** The release in words, naming the Apache Kafka inside where the numbers differ. */
  public String describe() {
    String zooKeeper = metadata == MetadataMode.ZOOKEEPER ? " with ZooKeeper" : "";
    return distribution == Distribution.APACHE
        ? "Apache Kafka " + version + zooKeeper
        : "Confluent Platform " + version + " = Apache Kafka " + kafkaVersion + zooKeeper;
  }

  @Override
  public String toString() {
    return version;
  }
}
