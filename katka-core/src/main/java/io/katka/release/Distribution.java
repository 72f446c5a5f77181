package io.katka.release;

/** Who numbers a release. */
public enum Distribution {
  /** Apache Kafka. */
  APACHE,
  /** Confluent Platform, whose numbers differ from those of the Apache Kafka inside. */
  CONFLUENT
}
