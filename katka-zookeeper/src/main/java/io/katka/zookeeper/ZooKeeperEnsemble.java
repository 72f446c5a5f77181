package io.katka.zookeeper;

import io.katka.error.KatkaException;
import io.katka.spi.Connection;
import io.katka.spi.Ensemble;
import io.katka.spi.KafkaGateway.Configs;
import io.katka.spi.KafkaGateway.Elections;
import io.katka.spi.KafkaGateway.Identity;
import io.katka.spi.KafkaGateway.Reassignments;
import io.katka.state.PartitionRef;
import io.katka.state.QuorumState;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** An ensemble through one session, and its members through their four-letter words. */
final class ZooKeeperEnsemble implements Ensemble {
  private final Connection connection;
  private final Session session;

  ZooKeeperEnsemble(Connection connection) {
    this.connection = connection;
    session = new Session(connection::ensemble);
  }

  @Override
  public QuorumState members() {
    return Members.ask(connection.ensemble());
  }

  @Override
  public Map<PartitionRef, List<Integer>> reassigning() {
    return session
        .with(
            "read the reassignments under way",
            nodes -> nodes.read(ZooKeeperReassignments.PATH).map(PartitionsJson::replicas))
        .orElse(Map.of());
  }

  @Override
  public Map<PartitionRef, List<Integer>> inSync(Collection<PartitionRef> partitions) {
    return session.with(
        "read who is in sync in %d partitions".formatted(partitions.size()),
        nodes -> PartitionStates.inSync(nodes, partitions));
  }

  @Override
  public Identity identity() {
    return this::claim;
  }

  private void claim(String clusterId) {
    String present =
        session.with(
            "record the cluster id " + clusterId, nodes -> ClusterId.claim(nodes, clusterId));
    if (!present.equals(clusterId)) {
      throw new KatkaException(
          "The ZooKeeper ensemble %s has the metadata of another cluster, of id %s, and not of %s: nothing is touched."
              .formatted(connection.ensemble().values(), present, clusterId));
    }
  }

  @Override
  public Reassignments reassignments() {
    return new ZooKeeperReassignments(session);
  }

  @Override
  public Elections elections() {
    return new ZooKeeperElections(session);
  }

  @Override
  public Configs configs() {
    return new ZooKeeperConfigs(session);
  }

  @Override
  public void close() {
    session.close();
  }
}
