package io.katka.release;

import static io.katka.release.Distribution.APACHE;
import static io.katka.release.Distribution.CONFLUENT;
import static io.katka.release.MetadataMode.KRAFT;
import static io.katka.release.MetadataMode.ZOOKEEPER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The facts of published releases. Levels are those of {@code MetadataVersion} in each release's
 * {@code kafka-server-common}: the latest production one, and the oldest one it knows.
 */
final class KnownReleases {
  private static final int OLDEST_KRAFT_LEVEL = 1;
  private static final int LEVEL_OF_3_3_IV3 = 7;
  private static final int LAST_CONFLUENT_PATCH = 30;

  private static final List<Line> LINES =
      List.of(
          zooKeeper("2.0", 1, "2.0-IV1", "5.0"),
          zooKeeper("2.1", 1, "2.1-IV2", "5.1"),
          zooKeeper("2.2", 2, "2.2-IV1", "5.2"),
          zooKeeper("2.3", 1, "2.3-IV1", "5.3"),
          zooKeeper("2.4", 1, "2.4-IV1", "5.4"),
          zooKeeper("2.5", 1, "2.5-IV0", "5.5"),
          zooKeeper("2.6", 3, "2.6-IV0", "6.0"),
          zooKeeper("2.7", 2, "2.7-IV2", "6.1"),
          zooKeeper("2.8", 2, "2.8-IV1", "6.2"),
          zooKeeper("3.0", 2, "3.0-IV1", "7.0"),
          zooKeeper("3.1", 2, "3.1-IV0", "7.1"),
          zooKeeper("3.2", 3, "3.2-IV0", "7.2"),
          zooKeeper("3.3", 2, "3.3-IV3", "7.3"),
          zooKeeper("3.4", 1, "3.4-IV0", "7.4"),
          zooKeeper("3.5", 2, "3.5-IV2", "7.5"),
          zooKeeper("3.6", 2, "3.6-IV2", "7.6"),
          zooKeeper("3.7", 2, "3.7-IV4", "7.7"),
          zooKeeper("3.8", 1, "3.8-IV0", "7.8"),
          new Line("3.9", 2, "3.9-IV0", 21, OLDEST_KRAFT_LEVEL, "7.9"),
          new Line("4.0", 2, "4.0-IV3", 25, LEVEL_OF_3_3_IV3, "8.0"),
          new Line("4.1", 2, "4.1-IV1", 27, LEVEL_OF_3_3_IV3, "8.1"),
          new Line("4.2", 2, "4.2-IV1", 29, LEVEL_OF_3_3_IV3, "8.2"),
          new Line("4.3", 1, "4.3-IV0", 30, LEVEL_OF_3_3_IV3, ""),
          new Line("4.4", 0, "4.4-IV2", 33, LEVEL_OF_3_3_IV3, ""));

  private static final Map<String, Line> BY_CONFLUENT =
      LINES.stream()
          .filter(line -> !line.confluent.isEmpty())
          .collect(Collectors.toUnmodifiableMap(Line::confluent, Function.identity()));

  private KnownReleases() {}

  /**
   * The releases of one minor version.
   *
   * @param minor such as {@code 4.4}
   * @param lastPatch all patches from 0 to this one are published
   * @param metadataVersion the latest production {@code metadata.version} or {@code
   *     inter.broker.protocol.version}
   * @param level its feature level; 0 where clusters of the line are run with ZooKeeper
   * @param minimumLevel the oldest level its brokers can run at
   * @param confluent the Confluent Platform minor built on it; empty for none that is known
   */
  private record Line(
      String minor,
      int lastPatch,
      String metadataVersion,
      int level,
      int minimumLevel,
      String confluent) {

    int javaFloor() {
      return minor.startsWith("4.") ? 17 : 8;
    }

    KafkaRelease apache(int patch) {
      String version = minor + "." + patch;
      return new KafkaRelease(
          APACHE,
          version,
          version,
          level > 0 ? KRAFT : ZOOKEEPER,
          level,
          metadataVersion,
          minimumLevel,
          hasApacheImage() ? "apache/kafka:" + version : "",
          javaFloor());
    }

    /** Confluent Platform up to 7.9 is taken as run with ZooKeeper: 8.0 is the first without. */
    KafkaRelease confluent(int patch) {
      String version = confluent + "." + patch;
      boolean kraft = confluent.startsWith("8.");
      return new KafkaRelease(
          CONFLUENT,
          version,
          kafkaInside(patch),
          kraft ? KRAFT : ZOOKEEPER,
          kraft ? level : 0,
          metadataVersion,
          kraft ? minimumLevel : 0,
          "confluentinc/cp-kafka:" + version,
          javaFloor());
    }

    /**
     * Confluent's patch numbers do not follow Apache's (5.2.4 has 2.2.2 inside) and from 7.0 on
     * only the Apache minor is documented, so no patch is claimed that is not known.
     */
    private String kafkaInside(int patch) {
      return patch == 0 && minor.startsWith("2.") ? minor + ".0" : minor;
    }

    private boolean hasApacheImage() {
      return javaFloor() > 8 || minor.compareTo("3.7") >= 0;
    }
  }

  /** Apache Kafka, all patches. */
  static Stream<KafkaRelease> apache() {
    return LINES.stream()
        .flatMap(line -> IntStream.rangeClosed(0, line.lastPatch).mapToObj(line::apache));
  }

  /** Confluent Platform, the first patch of each minor. */
  static Stream<KafkaRelease> confluent() {
    return LINES.stream().filter(line -> !line.confluent.isEmpty()).map(line -> line.confluent(0));
  }

  /** Any patch of a known Confluent Platform minor. */
  static Optional<KafkaRelease> confluent(String version) {
    return VersionNumber.parse(version)
        .filter(number -> number.toString().equals(version))
        .filter(number -> number.patch() <= LAST_CONFLUENT_PATCH)
        .flatMap(
            number ->
                Optional.ofNullable(BY_CONFLUENT.get(number.line()))
                    .map(line -> line.confluent(number.patch())));
  }

  private static Line zooKeeper(
      String minor, int lastPatch, String protocolVersion, String confluent) {
    return new Line(minor, lastPatch, protocolVersion, 0, 0, confluent);
  }
}
