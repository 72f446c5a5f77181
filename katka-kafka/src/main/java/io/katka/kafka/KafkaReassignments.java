package io.katka.kafka;

import static java.util.stream.Collectors.toMap;

import io.katka.kafka.internal.Await;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Reassignments (KIP-455), with the replication factor kept where the broker can (KIP-860). */
final class KafkaReassignments implements Reassignments {
  private static final int PARTITIONS_A_REQUEST = 1_000;

  private final AdminCalls controller;

  KafkaReassignments(AdminCalls controller) {
    this.controller = controller;
  }

  @Override
  public void alter(Map<PartitionRef, List<Integer>> targets) {
    var sorted = new TreeMap<>(targets);
    for (List<PartitionRef> chunk : Chunks.of(sorted.keySet(), PARTITIONS_A_REQUEST)) {
      Map<TopicPartition, Optional<NewPartitionReassignment>> moves =
          chunk.stream()
              .collect(
                  toMap(
                      Partitions::of,
                      ref -> Optional.of(new NewPartitionReassignment(sorted.get(ref)))));
      controller.act("reassign " + Partitions.describe(chunk), admin -> alter(admin, moves));
    }
  }

  @Override
  public void cancel(Collection<PartitionRef> partitions) {
    for (List<PartitionRef> chunk : Chunks.of(new TreeSet<>(partitions), PARTITIONS_A_REQUEST)) {
      Map<TopicPartition, Optional<NewPartitionReassignment>> cancelled =
          chunk.stream().collect(toMap(Partitions::of, ref -> Optional.empty()));
      controller.act(
          "cancel the reassignment of " + Partitions.describe(chunk),
          admin -> send(admin, cancelled, new AlterPartitionReassignmentsOptions()));
    }
  }

  private static void alter(
      Admin admin, Map<TopicPartition, Optional<NewPartitionReassignment>> moves) {
    var options = new AlterPartitionReassignmentsOptions();
    try {
      send(admin, moves, options.allowReplicationFactorChange(false));
    } catch (UnsupportedVersionException e) {
      send(admin, moves, options.allowReplicationFactorChange(true));
    }
  }

  private static void send(
      Admin admin,
      Map<TopicPartition, Optional<NewPartitionReassignment>> moves,
      AlterPartitionReassignmentsOptions options) {
    Map<TopicPartition, KafkaFuture<Void>> results =
        admin.alterPartitionReassignments(moves, options).values();
    results.forEach((partition, result) -> await(partition, moves, result));
  }

  private static void await(
      TopicPartition partition,
      Map<TopicPartition, Optional<NewPartitionReassignment>> moves,
      KafkaFuture<Void> result) {
    try {
      Await.value(result);
    } catch (UnsupportedVersionException e) {
      throw e;
    } catch (KafkaException e) {
      String what =
          moves
              .get(partition)
              .map(move -> "move %s to %s".formatted(partition, move.targetReplicas()))
              .orElse("cancel the reassignment of " + partition);
      Refusal.pass(
          what, e, UnknownTopicOrPartitionException.class, NoReassignmentInProgressException.class);
    }
  }
}
