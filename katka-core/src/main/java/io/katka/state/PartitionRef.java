package io.katka.state;

import java.util.Comparator;
import java.util.Objects;

/** A partition of a topic. */
public record PartitionRef(String topic, int partition) implements Comparable<PartitionRef> {
  private static final Comparator<PartitionRef> ORDER =
      Comparator.comparing(PartitionRef::topic).thenComparingInt(PartitionRef::partition);

  public PartitionRef {
    Objects.requireNonNull(topic, "topic");
  }

  @Override
  public int compareTo(PartitionRef other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
