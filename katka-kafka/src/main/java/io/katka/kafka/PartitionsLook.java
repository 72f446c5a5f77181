package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.state.PartitionTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/**
 * All partitions, in two round trips: names, then descriptions in chunks. A topic that goes
 * meanwhile is left out.
 */
final class PartitionsLook {
  private static final int TOPICS_A_REQUEST = 500;

  private final Admin admin;
  private final AnyBroker<KafkaFuture<Map<String, TopicListing>>> topics;

  /** Asks for names. */
  PartitionsLook(Admin admin) {
    this.admin = admin;
    topics =
        new AnyBroker<>(
            millis ->
                admin
                    .listTopics(new ListTopicsOptions().listInternal(true).timeoutMs(millis))
                    .namesToListings());
  }

  /**
   * Asks for all else, and waits for it.
   *
   * @param controller with the reassignments under way, seen no later than the partitions
   * @param fresh whether {@code min.insync.replicas} must be asked for anew
   */
  PartitionTable table(
      ControllerLook controller, MinIsrCache minIsr, boolean fresh, SizesLook sizes) {
    List<TopicListing> listed =
        topics.read(Await::value).values().stream()
            .sorted(Comparator.comparing(TopicListing::name))
            .toList();
    minIsr.retain(new HashSet<Uuid>(listed.stream().map(TopicsLook::key).toList()));
    List<TopicsLook> chunks =
        Chunks.of(listed, TOPICS_A_REQUEST).stream()
            .map(chunk -> new TopicsLook(admin, chunk, minIsr, fresh))
            .toList();
    var rows = new Rows(controller, sizes);
    for (TopicsLook chunk : chunks) {
      chunk.addTo(rows);
    }
    return rows.table();
  }
}
