package io.katka.kafka;

import io.katka.state.PartitionRef;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Katka's partitions in Kafka's terms. */
final class Partitions {
  private Partitions() {}

  static TopicPartition of(PartitionRef ref) {
    return new TopicPartition(ref.topic(), ref.partition());
  }

  /** Many partitions in few words. */
  static String describe(List<PartitionRef> partitions) {
    return partitions.size() == 1
        ? partitions.get(0).toString()
        : "%s and %d more".formatted(partitions.get(0), partitions.size() - 1);
  }
}
