package io.katka.local;

import io.katka.release.KafkaRelease;
import java.util.ArrayList;
import java.util.List;

/**
 * Which artifacts a node of a release runs from. Kafka's published broker brings the SLF4J 1.7 API
 * and no binding, so one is added.
 *
 * <p>Kafka 2.0 to 2.7 bring ZooKeeper 3.4.13 to 3.5.8. What of those is older than 3.5.8 cannot
 * connect on Java 14 or newer, so 3.5.9 takes their place, which talks to all of their servers and
 * is run as the server too.
 */
final class Coordinates {
  private static final String LOG4J_2 = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.5";
  private static final String LOG4J_1 = "org.slf4j:slf4j-log4j12:1.7.25";
  private static final String ZOOKEEPER = "org.apache.zookeeper:zookeeper:3.5.9";

  private Coordinates() {}

  static List<String> of(KafkaRelease release) {
    var coordinates = new ArrayList<String>();
    if (isOld(release, 8)) {
      coordinates.add(ZOOKEEPER);
    }
    coordinates.add(broker(release));
    coordinates.add(isOld(release, 9) ? LOG4J_1 : LOG4J_2);
    return coordinates;
  }

  /** Kafka 2 is published for Scala 2.12 throughout, for 2.13 only from 2.4 on. */
  static String broker(KafkaRelease release) {
    String scala = isOld(release, 9) ? "2.12" : "2.13";
    return "org.apache.kafka:kafka_" + scala + ":" + release.kafkaVersion();
  }

  /** Whether it is Kafka 2 with a minor number below that one. */
  private static boolean isOld(KafkaRelease release, int minor) {
    String[] numbers = release.kafkaVersion().split("\\.");
    return numbers[0].equals("2") && Integer.parseInt(numbers[1]) < minor;
  }
}
