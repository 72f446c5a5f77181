package io.katka.world;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Moves replicas in the small world.
 *
 * @param requests all that was asked for
 * @param oneByOne one batch at a time, that cannot be taken back, as through ZooKeeper
 * @param silent whether what is taken back now is not answered
 */
record WorldReassignments(
    Map<PartitionRef, WorldPartition> partitions,
    List<Map<PartitionRef, List<Integer>>> requests,
    boolean oneByOne,
    BooleanSupplier silent)
    implements Reassignments {
  @Override
  public boolean canAdd() {
    return !oneByOne;
  }

  @Override
  public void alter(Map<PartitionRef, List<Integer>> targets) {
    if (oneByOne && partitions.values().stream().anyMatch(WorldPartition::isMoving)) {
      throw new UnreachableException("one batch at a time", new IllegalStateException());
    }
    requests.add(targets);
    targets.forEach((ref, to) -> partitions.get(ref).reassign(to));
  }

  @Override
  public void cancel(Collection<PartitionRef> refs) {
    if (oneByOne) {
      throw new KatkaException("moves cannot be taken back");
    }
    refs.forEach(ref -> partitions.get(ref).cancel());
    if (silent.getAsBoolean()) {
      throw new UnreachableException("no answer", new IllegalStateException());
    }
  }
}
