package io.katka.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All partitions of a cluster in columns of primitives, because a large cluster has a million
 * replicas. A row is a partition; rows of a topic follow each other, in the order they were added.
 * Immutable.
 */
public final class PartitionTable {
  /** The largest replication factor a row can have, since replica sets are kept as bits. */
  public static final int MAX_REPLICATION_FACTOR = 64;

  /** Says that a partition's size is not known. */
  public static final long UNKNOWN_BYTES = -1;

  private final String[] topics;
  private final int[] topicMinIsr;
  private final int[] topicFirstRow;
  private final int[] topicOf;
  private final int[] partition;
  private final int[] firstReplica;
  private final int[] replicas;
  private final int[] leader;
  private final long[] inSync;
  private final long[] adding;
  private final long[] removing;
  private final long[] bytes;
  private final long[] bytesIn;
  private final long[] bytesOut;

  private PartitionTable(Builder from) {
    int topicCount = from.topics.size();
    topics = from.topics.toArray(String[]::new);
    topicMinIsr = Arrays.copyOf(from.topicMinIsr, topicCount);
    topicFirstRow = Arrays.copyOf(from.topicFirstRow, topicCount + 1);
    topicFirstRow[topicCount] = from.rows;
    topicOf = Arrays.copyOf(from.topicOf, from.rows);
    partition = Arrays.copyOf(from.partition, from.rows);
    firstReplica = Arrays.copyOf(from.firstReplica, from.rows + 1);
    firstReplica[from.rows] = from.replicaCount;
    replicas = Arrays.copyOf(from.replicas, from.replicaCount);
    leader = Arrays.copyOf(from.leader, from.rows);
    inSync = Arrays.copyOf(from.inSync, from.rows);
    adding = Arrays.copyOf(from.adding, from.rows);
    removing = Arrays.copyOf(from.removing, from.rows);
    bytes = Arrays.copyOf(from.bytes, from.rows);
    bytesIn = Arrays.copyOf(from.bytesIn, from.bytesIn.length == 0 ? 0 : from.rows);
    bytesOut = Arrays.copyOf(from.bytesOut, from.bytesOut.length == 0 ? 0 : from.rows);
  }

  /** A table of no partitions. */
  public static PartitionTable empty() {
    return builder().build();
  }

  /** Starts a table. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of partitions. */
  public int size() {
    return topicOf.length;
  }

  /** The number of replicas of all partitions together. */
  public int replicaCount() {
    return replicas.length;
  }

  /** The number of topics. */
  public int topicCount() {
    return topics.length;
  }

  /** The name of a topic by its index. */
  public String topicName(int topicIndex) {
    return topics[topicIndex];
  }

  /** The first row of a topic by its index; {@code topicCount()} gives {@link #size()}. */
  public int topicFirstRow(int topicIndex) {
    return topicFirstRow[topicIndex];
  }

  /** The index of a row's topic. */
  public int topicIndex(int row) {
    return topicOf[row];
  }

  /** The topic of a row. */
  public String topic(int row) {
    return topics[topicOf[row]];
  }

  /** The partition number of a row. */
  public int partition(int row) {
    return partition[row];
  }

  /** Topic and partition of a row. */
  public PartitionRef ref(int row) {
    return new PartitionRef(topic(row), partition[row]);
  }

  /** The row of a partition. */
  public Optional<Integer> row(PartitionRef ref) {
    for (int t = 0; t < topics.length; t++) {
      if (topics[t].equals(ref.topic())) {
        for (int row = topicFirstRow[t]; row < topicFirstRow[t + 1]; row++) {
          if (partition[row] == ref.partition()) {
            return Optional.of(row);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The number of a row's replicas, those being added or removed included. */
  public int replicationFactor(int row) {
    return firstReplica[row + 1] - firstReplica[row];
  }

  /** The broker of a row's replica at a position; position 0 is the preferred leader. */
  public int replica(int row, int position) {
    return replicas[firstReplica[row] + position];
  }

  /** The brokers of a row's replicas in order, as a new array. */
  public int[] replicas(int row) {
    return Arrays.copyOfRange(replicas, firstReplica[row], firstReplica[row + 1]);
  }

  /** The brokers of a row's replicas in order. */
  public List<Integer> replicaList(int row) {
    return list(row, -1L);
  }

  /** The in-sync replicas of a row, in replica order. */
  public List<Integer> isr(int row) {
    return list(row, inSync[row]);
  }

  /** The number of in-sync replicas of a row. */
  public int isrSize(int row) {
    return Long.bitCount(inSync[row]);
  }

  /** Whether the replica at a position is in sync. */
  public boolean isInSync(int row, int position) {
    return (inSync[row] >>> position & 1) != 0;
  }

  /** Whether the replica at a position is being added by a reassignment. */
  public boolean isAdding(int row, int position) {
    return (adding[row] >>> position & 1) != 0;
  }

  /** Whether the replica at a position is being removed by a reassignment. */
  public boolean isRemoving(int row, int position) {
    return (removing[row] >>> position & 1) != 0;
  }

  /** Whether a reassignment of the row is under way. */
  public boolean isReassigning(int row) {
    return (adding[row] | removing[row]) != 0;
  }

  /** The replicas that a row has once its reassignment, if any, is done, in order. */
  public List<Integer> targetReplicas(int row) {
    return list(row, ~removing[row]);
  }

  /** Whether a replica is missing from the in-sync set; replicas being added do not count. */
  public boolean isUnderReplicated(int row) {
    long settled = mask(row) & ~adding[row];
    return (inSync[row] & settled) != settled;
  }

  /** The replicas that are not in sync, those being added not counted. */
  public List<Integer> missing(int row) {
    return list(row, ~inSync[row] & ~adding[row]);
  }

  /** The leader of a row; -1 for none. */
  public int leader(int row) {
    return leader[row];
  }

  /** The effective {@code min.insync.replicas} of a row's topic. */
  public int minIsr(int row) {
    return topicMinIsr[topicOf[row]];
  }

  /** The size in bytes of one replica of a row; {@link #UNKNOWN_BYTES} where not known. */
  public long bytes(int row) {
    return bytes[row];
  }

  /** Whether any row tells its traffic. */
  public boolean hasTraffic() {
    return bytesIn.length > 0;
  }

  /** The bytes per second that clients write to a row; 0 where not known. */
  public long bytesInPerSecond(int row) {
    return bytesIn.length == 0 ? 0 : bytesIn[row];
  }

  /** The bytes per second that clients read from a row; 0 where not known. */
  public long bytesOutPerSecond(int row) {
    return bytesOut.length == 0 ? 0 : bytesOut[row];
  }

  /** The position of a broker among a row's replicas; -1 where it has none. */
  public int positionOf(int row, int broker) {
    for (int i = firstReplica[row]; i < firstReplica[row + 1]; i++) {
      if (replicas[i] == broker) {
        return i - firstReplica[row];
      }
    }
    return -1;
  }

  /** The rows with a replica on a broker. */
  public int[] rowsOn(int broker) {
    int[] rows = new int[16];
    int count = 0;
    for (int row = 0; row < topicOf.length; row++) {
      if (positionOf(row, broker) >= 0) {
        if (count == rows.length) {
          rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private long mask(int row) {
    int count = replicationFactor(row);
    return count == 0 ? 0 : -1L >>> (MAX_REPLICATION_FACTOR - count);
  }

  private List<Integer> list(int row, long which) {
    var brokers = new ArrayList<Integer>(replicationFactor(row));
    for (int i = 0; i < replicationFactor(row); i++) {
      if ((which >>> i & 1) != 0) {
        brokers.add(replica(row, i));
      }
    }
    return brokers;
  }

  @Override
  public String toString() {
    return "PartitionTable[%d topics, %d partitions, %d replicas]"
        .formatted(topics.length, size(), replicas.length);
  }

  /** Collects rows; for one thread. All rows of a topic are added before the next topic's. */
  public static final class Builder {
    private final List<String> topics = new ArrayList<>();
    private int[] topicMinIsr = new int[8];
    private int[] topicFirstRow = new int[9];
    private int[] topicOf = new int[16];
    private int[] partition = new int[16];
    private int[] firstReplica = new int[17];
    private int[] replicas = new int[48];
    private int[] leader = new int[16];
    private long[] inSync = new long[16];
    private long[] adding = new long[16];
    private long[] removing = new long[16];
    private long[] bytes = new long[16];
    private long[] bytesIn = new long[0];
    private long[] bytesOut = new long[0];
    private int rows;
    private int replicaCount;

    private Builder() {}

    /** Begins a topic; the rows that follow are its. */
    public Builder topic(String name, int minIsr) {
      int index = topics.size();
      topics.add(name);
      if (index == topicMinIsr.length) {
        topicMinIsr = Arrays.copyOf(topicMinIsr, index * 2);
        topicFirstRow = Arrays.copyOf(topicFirstRow, index * 2 + 1);
      }
      topicMinIsr[index] = minIsr;
      topicFirstRow[index] = rows;
      return this;
    }

    /** Adds a partition at rest, all replicas in sync, led by the first. */
    public Builder partition(int number, long size, int... brokers) {
      long all = brokers.length == 0 ? 0 : -1L >>> (MAX_REPLICATION_FACTOR - brokers.length);
      return row(number, size, brokers, brokers.length == 0 ? -1 : brokers[0], all, 0, 0);
    }

    /**
     * Adds a partition. In the bit sets, bit i stands for the replica at position i.
     *
     * @param number the partition's number in its topic
     * @param size bytes of one replica, {@link #UNKNOWN_BYTES} if not known
     * @param brokers the replicas in order
     * @param leaderId the leader, -1 for none
     * @param inSyncBits which are in sync
     * @param addingBits which are being added
     * @param removingBits which are being removed
     */
    public Builder row(
        int number,
        long size,
        int[] brokers,
        int leaderId,
        long inSyncBits,
        long addingBits,
        long removingBits) {
      if (topics.isEmpty()) {
        throw new IllegalStateException("begin a topic before its partitions");
      }
      if (brokers.length > MAX_REPLICATION_FACTOR) {
        throw new IllegalArgumentException(
            "%s-%d has %d replicas, at most %d can be kept"
                .formatted(
                    topics.get(topics.size() - 1), number, brokers.length, MAX_REPLICATION_FACTOR));
      }
      growRows();
      while (replicas.length < replicaCount + brokers.length) {
        replicas = Arrays.copyOf(replicas, replicas.length * 2);
      }
      topicOf[rows] = topics.size() - 1;
      partition[rows] = number;
      firstReplica[rows] = replicaCount;
      System.arraycopy(brokers, 0, replicas, replicaCount, brokers.length);
      replicaCount += brokers.length;
      leader[rows] = leaderId;
      inSync[rows] = inSyncBits;
      adding[rows] = addingBits;
      removing[rows] = removingBits;
      bytes[rows] = size;
      rows++;
      return this;
    }

    private void growRows() {
      if (rows < topicOf.length) {
        return;
      }
      int length = rows * 2;
      topicOf = Arrays.copyOf(topicOf, length);
      partition = Arrays.copyOf(partition, length);
      firstReplica = Arrays.copyOf(firstReplica, length + 1);
      leader = Arrays.copyOf(leader, length);
      inSync = Arrays.copyOf(inSync, length);
      adding = Arrays.copyOf(adding, length);
      removing = Arrays.copyOf(removing, length);
      bytes = Arrays.copyOf(bytes, length);
      if (bytesIn.length > 0) {
        bytesIn = Arrays.copyOf(bytesIn, length);
        bytesOut = Arrays.copyOf(bytesOut, length);
      }
    }

    /**
     * Tells the traffic of the row added last.
     *
     * @param inPerSecond bytes per second that clients write, 0 or more
     * @param outPerSecond bytes per second that clients read, 0 or more
     */
    public Builder traffic(long inPerSecond, long outPerSecond) {
      if (rows == 0 || inPerSecond < 0 || outPerSecond < 0) {
        throw new IllegalArgumentException(
            "traffic of row %d: in %d, out %d; wanted 0 or more, after a row"
                .formatted(rows - 1, inPerSecond, outPerSecond));
      }
      if (bytesIn.length == 0) {
        bytesIn = new long[topicOf.length];
        bytesOut = new long[topicOf.length];
      }
      bytesIn[rows - 1] = inPerSecond;
      bytesOut[rows - 1] = outPerSecond;
      return this;
    }

    /** The rows so far as a table. */
    public PartitionTable build() {
      return new PartitionTable(this);
    }
  }
}
