package io.katka.zookeeper;

import io.katka.error.UnreachableException;
import io.katka.spi.KafkaGateway.Elections;
import io.katka.state.PartitionRef;
import java.util.Collection;
import java.util.TreeSet;

/** Elects preferred leaders as the controller of Kafka before 2.2 knows it: by one node. */
final class ZooKeeperElections implements Elections {
  private static final String PATH = "/admin/preferred_replica_election";

  private final Session session;

  ZooKeeperElections(Session session) {
    this.session = session;
  }

  @Override
  public void preferred(Collection<PartitionRef> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    String what = "elect the preferred leader of %d partitions".formatted(partitions.size());
    String text = PartitionsJson.election(new TreeSet<>(partitions));
    boolean begun = session.with(what, nodes -> nodes.create(PATH, text));
    if (!begun) {
      throw new UnreachableException(
          "Could not %s yet: the election before it, in %s, has not ended.".formatted(what, PATH),
          new IllegalStateException(PATH + " is there"));
    }
  }
}
