package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.state.PartitionTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * All partitions, in two round trips: names and reassignments, then descriptions in chunks. A topic
 * that goes meanwhile is left out.
 */
final class PartitionsLook {
  private static final int TOPICS_A_REQUEST = 500;

  private final Admin admin;
  private final KafkaFuture<Map<String, TopicListing>> topics;
  private final KafkaFuture<Map<TopicPartition, PartitionReassignment>> moves;

  /** Asks for names and reassignments. */
  PartitionsLook(Admin admin) {
    this.admin = admin;
    topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).namesToListings();
    moves = admin.listPartitionReassignments().reassignments();
  }

  /**
   * Asks for all else, and waits for it.
   *
   * @param fresh whether {@code min.insync.replicas} must be asked for anew
   */
  PartitionTable table(MinIsrCache minIsr, boolean fresh, SizesLook sizes) {
    List<TopicListing> listed =
        Await.value(topics).values().stream()
            .sorted(Comparator.comparing(TopicListing::name))
            .toList();
    minIsr.retain(new HashSet<Uuid>(listed.stream().map(TopicListing::topicId).toList()));
    List<TopicsLook> chunks =
        Chunks.of(listed, TOPICS_A_REQUEST).stream()
            .map(chunk -> new TopicsLook(admin, chunk, minIsr, fresh))
            .toList();
    var rows = new Rows(Await.value(moves), sizes);
    for (TopicsLook chunk : chunks) {
      chunk.addTo(rows);
    }
    return rows.table();
  }
}
