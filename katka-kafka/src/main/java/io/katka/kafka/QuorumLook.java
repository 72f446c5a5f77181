package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.ClientSettings;
import io.katka.kafka.internal.Faults;
import io.katka.state.QuorumState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumResult;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The metadata quorum as its leader sees it, asked directly or through any broker. */
final class QuorumLook {
  private final AnyBroker<DescribeMetadataQuorumResult> asked;

  /** Asks. */
  QuorumLook(Admin admin) {
    this(admin, ClientSettings.CALL_TIMEOUT_MILLIS);
  }

  /** Asks, and in the end waits that many milliseconds. */
  QuorumLook(Admin admin, int patience) {
    this.asked =
        new AnyBroker<>(
            millis ->
                admin.describeMetadataQuorum(new DescribeMetadataQuorumOptions().timeoutMs(millis)),
            patience);
  }

  /** The quorum; empty where there is none, as with ZooKeeper. */
  Optional<QuorumState> quorum() {
    try {
      return Optional.of(state(info()));
    } catch (UnsupportedVersionException e) {
      if (Faults.isNotServingClients(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** The quorum as Kafka tells it. */
  QuorumInfo info() {
    return asked.read(result -> Await.value(result.quorumInfo()));
  }

  static QuorumState state(QuorumInfo info) {
    Optional<ReplicaState> leader =
        info.voters().stream().filter(v -> v.replicaId() == info.leaderId()).findFirst();
    long end = leader.map(ReplicaState::logEndOffset).orElse(info.highWatermark());
    OptionalLong now = leader.map(ReplicaState::lastCaughtUpTimestamp).orElse(OptionalLong.empty());
    return new QuorumState(
        info.leaderId(),
        (int) info.leaderEpoch(),
        members(info.voters(), end, now),
        members(info.observers(), end, now));
  }

  private static List<QuorumState.Member> members(
      List<ReplicaState> replicas, long end, OptionalLong now) {
    return replicas.stream().map(replica -> member(replica, end, now)).toList();
  }

  private static QuorumState.Member member(ReplicaState replica, long end, OptionalLong now) {
    return new QuorumState.Member(
        replica.replicaId(),
        directoryId(replica.replicaDirectoryId()),
        Math.max(0, end - Math.max(0, replica.logEndOffset())),
        caughtUpAgo(replica, now));
  }

  static String directoryId(Uuid id) {
    return id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
  }

  // Both times are of the leader's clock, so that ours need not agree with it.
  private static long caughtUpAgo(ReplicaState replica, OptionalLong now) {
    OptionalLong then = replica.lastCaughtUpTimestamp();
    return now.isPresent() && then.isPresent()
        ? Math.max(0, now.getAsLong() - then.getAsLong())
        : -1;
  }
}
