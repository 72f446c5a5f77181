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

  private static String line(String number) {
    return VersionNumber.parse(number).map(VersionNumber::line).orElse(number);
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
