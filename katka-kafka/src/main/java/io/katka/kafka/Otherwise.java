package io.katka.kafka;

import io.katka.error.KatkaException;
import io.katka.spi.Ensemble;
import io.katka.spi.KafkaGateway.Configs;
import io.katka.spi.KafkaGateway.Elections;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What brokers answer that they do not know is done through their ensemble: each act is asked of
 * the brokers first, so a cluster that is rolled to a newer release is acted on in the newer way as
 * soon as the broker that is asked knows it.
 */
final class Otherwise {
  private Otherwise() {}

  private static void first(Runnable brokers, Runnable ensemble) {
    try {
      brokers.run();
    } catch (KatkaException e) {
      if (!(e.getCause() instanceof UnsupportedVersionException)) {
        throw e;
      }
      ensemble.run();
    }
  }

  /** Moves replicas: the Admin API does from Kafka 2.4 on (KIP-455). */
  record Moves(Reassignments brokers, Ensemble ensemble, BooleanSupplier brokersKnow)
      implements Reassignments {
    @Override
    public boolean canAdd() {
      return brokersKnow.getAsBoolean();
    }

    @Override
    public void alter(Map<PartitionRef, List<Integer>> targets) {
      first(() -> brokers.alter(targets), () -> ensemble.reassignments().alter(targets));
    }

    @Override
    public void cancel(Collection<PartitionRef> partitions) {
      first(() -> brokers.cancel(partitions), () -> ensemble.reassignments().cancel(partitions));
    }
  }

  /** Elects leaders: the Admin API does from Kafka 2.2 on (KIP-183). */
  record Leaders(Elections brokers, Ensemble ensemble) implements Elections {
    @Override
    public void preferred(Collection<PartitionRef> partitions) {
      first(() -> brokers.preferred(partitions), () -> ensemble.elections().preferred(partitions));
    }
  }

  /** Changes configuration: the Admin API does key by key from Kafka 2.3 on (KIP-339). */
  record Settings(Configs brokers, Ensemble ensemble) implements Configs {
    @Override
    public void alterDefault(Map<String, String> set, Collection<String> removed) {
      first(
          () -> brokers.alterDefault(set, removed),
          () -> ensemble.configs().alterDefault(set, removed));
    }

    /**
     * A broker that does not run cannot be asked, and its configuration is changed all the same.
     */
    @Override
    public void alterBroker(int broker, Map<String, String> set, Collection<String> removed) {
      ensemble.configs().alterBroker(broker, set, removed);
    }

    @Override
    public void alterTopics(
        Map<String, Map<String, String>> set, Map<String, ? extends Collection<String>> removed) {
      first(
          () -> brokers.alterTopics(set, removed),
          () -> ensemble.configs().alterTopics(set, removed));
    }

    @Override
    public Map<String, Map<String, String>> topics(Collection<String> topics) {
      return brokers.topics(topics);
    }
  }
}
