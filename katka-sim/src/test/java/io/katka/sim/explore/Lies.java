package io.katka.sim.explore;

import io.katka.state.BrokerState;
import io.katka.state.KafkaState;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.QuorumState;
import io.katka.state.QuorumState.Member;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Changes to what is shown. */
final class Lies {
  private Lies() {}

  /** A row of a table, to be shown in another way. */
  record Row(int[] replicas, int leader, long inSync, long adding, long removing) {
    Row inSync(long bits) {
      return new Row(replicas, leader, bits, adding, removing);
    }

    long all() {
      return (1L << replicas.length) - 1;
    }

    /** Only the replicas whose bits are set. */
    Row only(long bits) {
      int[] kept =
          IntStream.range(0, replicas.length)
              .filter(i -> (bits >>> i & 1) != 0)
              .map(i -> replicas[i])
              .toArray();
      return new Row(
          kept, leader, squeeze(inSync, bits), squeeze(adding, bits), squeeze(removing, bits));
    }

    /** As it will be once its move is done. */
    Row moved() {
      Row done = only(~removing);
      return new Row(done.replicas(), leader, done.inSync() | done.adding(), 0, 0);
    }

    private long squeeze(long of, long bits) {
      long squeezed = 0;
      int next = 0;
      for (int i = 0; i < replicas.length; i++) {
        if ((bits >>> i & 1) != 0) {
          squeezed |= (of >>> i & 1) << next++;
        }
      }
      return squeezed;
    }
  }

  static KafkaState rows(KafkaState real, UnaryOperator<Row> lie) {
    return rows(real, lie, real.partitions()::bytes);
  }

  /** Partitions of other sizes, by their rows. */
  static KafkaState sizes(KafkaState real, IntToLongFunction bytes) {
    return rows(real, row -> row, bytes);
  }

  private static KafkaState rows(KafkaState real, UnaryOperator<Row> lie, IntToLongFunction bytes) {
    PartitionTable table = real.partitions();
    PartitionTable.Builder builder = PartitionTable.builder();
    int topic = -1;
    for (int row = 0; row < table.size(); row++) {
      if (table.topicIndex(row) != topic) {
        topic = table.topicIndex(row);
        builder.topic(table.topic(row), table.minIsr(row));
      }
      Row shown = lie.apply(row(table, row));
      builder.row(
          table.partition(row),
          bytes.applyAsLong(row),
          shown.replicas(),
          shown.leader(),
          shown.inSync(),
          shown.adding(),
          shown.removing());
    }
    return with(real, real.brokers(), builder.build(), real.members());
  }

  private static Row row(PartitionTable table, int row) {
    long inSync = 0;
    long adding = 0;
    long removing = 0;
    for (int i = 0; i < table.replicationFactor(row); i++) {
      inSync |= table.isInSync(row, i) ? 1L << i : 0;
      adding |= table.isAdding(row, i) ? 1L << i : 0;
      removing |= table.isRemoving(row, i) ? 1L << i : 0;
    }
    return new Row(table.replicas(row), table.leader(row), inSync, adding, removing);
  }

  static KafkaState brokers(KafkaState real, UnaryOperator<BrokerState> lie) {
    List<BrokerState> shown = real.brokers().stream().map(lie).toList();
    return with(real, shown, real.partitions(), real.members());
  }

  static KafkaState quorum(KafkaState real, UnaryOperator<QuorumState> lie) {
    QuorumState members = real.members();
    return members == null
        ? real
        : with(real, real.brokers(), real.partitions(), lie.apply(members));
  }

  static QuorumState members(QuorumState real, UnaryOperator<Member> lie) {
    return new QuorumState(
        real.leaderId(),
        real.leaderEpoch(),
        real.voters().stream().map(lie).toList(),
        real.observers().stream().map(lie).toList());
  }

  static Member caughtUp(Member member) {
    return new Member(member.id(), member.directoryId(), 0, 0);
  }

  static PlatformState nodes(PlatformState real, UnaryOperator<PlatformNode> lie) {
    return new PlatformState(real.ref(), real.recorded(), real.nodes().stream().map(lie).toList());
  }

  private static KafkaState with(
      KafkaState real, List<BrokerState> brokers, PartitionTable table, QuorumState members) {
    return new KafkaState(
        real.clusterId(),
        brokers,
        real.controllerId(),
        table,
        members,
        real.features(),
        real.defaultConfig(),
        real.brokerConfig(),
        real.capabilities());
  }
}
