package io.katka.kafka.proof;

/** What became of the records of one partition. Not thread-safe. */
final class PartitionLedger {
  private final SequenceSet acknowledged = new SequenceSet();
  private final SequenceSet found = new SequenceSet();
  private long next;
  private long highestFound = -1;
  private long duplicated;
  private long outOfOrder;

  /** The sequence number of the next record. */
  long next() {
    return next++;
  }

  void acknowledged(long sequence) {
    acknowledged.add(sequence);
  }

  void found(long sequence) {
    if (!found.add(sequence)) {
      duplicated++;
    } else if (sequence < highestFound) {
      outOfOrder++;
    }
    highestFound = Math.max(highestFound, sequence);
  }

  long acknowledged() {
    return acknowledged.size();
  }

  long lost() {
    return acknowledged.missingIn(found);
  }

  long duplicated() {
    return duplicated;
  }

  long outOfOrder() {
    return outOfOrder;
  }
}
