package io.katka.kafka;

import static java.util.stream.Collectors.toSet;

import io.katka.error.KatkaException;
import io.katka.kafka.internal.Await;
import io.katka.spi.KafkaGateway.Elections;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.EligibleLeadersNotAvailableException;
import org.apache.kafka.common.errors.PreferredLeaderNotAvailableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Preferred leader elections (KIP-460). */
final class KafkaElections implements Elections {
  private static final int PARTITIONS_A_REQUEST = 1_000;

  private final AdminCalls brokers;

  KafkaElections(AdminCalls brokers) {
    this.brokers = brokers;
  }

  @Override
  public void preferred(Collection<PartitionRef> partitions) {
    for (List<PartitionRef> chunk : Chunks.of(new TreeSet<>(partitions), PARTITIONS_A_REQUEST)) {
      Set<TopicPartition> elected = chunk.stream().map(Partitions::of).collect(toSet());
      brokers.act(
          "elect the preferred leader of " + Partitions.describe(chunk),
          admin -> elect(admin, elected));
    }
  }

  private static void elect(Admin admin, Set<TopicPartition> partitions) {
    Map<TopicPartition, Optional<Throwable>> results =
        Await.value(admin.electLeaders(ElectionType.PREFERRED, partitions).partitions());
    results.forEach(
        (partition, result) -> result.ifPresent(fault -> passOrThrow(partition, fault)));
  }

  private static void passOrThrow(TopicPartition partition, Throwable fault) {
    String what = "elect the preferred leader of " + partition;
    if (!(fault instanceof KafkaException known)) {
      throw new KatkaException("Could not " + what + ": " + fault, fault);
    }
    Refusal.pass(
        what,
        known,
        ElectionNotNeededException.class,
        PreferredLeaderNotAvailableException.class,
        EligibleLeadersNotAvailableException.class,
        UnknownTopicOrPartitionException.class);
  }
}
