package io.katka.balance;

import io.katka.error.InvalidSpecException;
import io.katka.spec.BalancePolicy;
import io.katka.state.PartitionTable;
import java.util.Arrays;
import java.util.List;

/** Builds the working state from the input, and refuses input that makes no sense. */
final class ModelReader {
  private static final int DENSE = 1 << 20;

  private final PartitionTable table;
  private final BrokerSlot[] brokers;
  private final BalancePolicy policy;
  private final Complaints complaints = new Complaints();
  private final int[] ids;
  private final int[] indexOf;
  private int receiving;

  private ModelReader(PartitionTable table, List<BrokerSlot> slots, BalancePolicy policy) {
    this.table = table;
    this.policy = policy;
    brokers = slots.toArray(new BrokerSlot[0]);
    sortById(brokers);
    ids = new int[brokers.length];
    for (int b = 0; b < ids.length; b++) {
      ids[b] = brokers[b].id();
      receiving += brokers[b].state().receives() ? 1 : 0;
    }
    int largest = ids.length == 0 ? -1 : ids[ids.length - 1];
    indexOf = new int[Math.min(DENSE, largest + 1)];
    Arrays.fill(indexOf, -1);
    for (int b = 0; b < ids.length && ids[b] < indexOf.length; b++) {
      indexOf[ids[b]] = b;
    }
  }

  /** By numbers, since a comparator alone makes the first plan of a JVM milliseconds slower. */
  private static void sortById(BrokerSlot[] brokers) {
    BrokerSlot[] given = brokers.clone();
    long[] keys = new long[given.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) given[i].id() << 32 | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      brokers[i] = given[(int) keys[i]];
    }
  }

  static Model read(PartitionTable table, List<BrokerSlot> brokers, BalancePolicy policy) {
    return new ModelReader(table, brokers, policy).read();
  }

  private Model read() {
    checkBrokers();
    int rows = table.size();
    int[] first = new int[rows + 1];
    int[] home = new int[table.replicaCount()];
    long[] size = new long[rows];
    int replicas = 0;
    for (int row = 0; row < rows; row++) {
      first[row] = replicas;
      replicas = readRow(row, home, replicas);
      checkFactor(row, replicas - first[row]);
      size[row] = sizeOf(row);
    }
    first[rows] = replicas;
    complaints.raise();
    var model =
        new Model(
            table,
            brokers,
            new Racks(brokers),
            first,
            Arrays.copyOf(home, replicas),
            size,
            pinned(),
            policy.repairRacks());
    checkRacks(model);
    checkDisks(model);
    return model;
  }

  private int readRow(int row, int[] home, int start) {
    int end = start;
    int factor = table.replicationFactor(row);
    boolean reassigning = table.isReassigning(row);
    for (int position = 0; position < factor; position++) {
      if (reassigning && table.isRemoving(row, position)) {
        continue;
      }
      int id = table.replica(row, position);
      int broker = index(id);
      if (broker < 0) {
        complaints.add(
            table.ref(row).toString(),
            "on broker " + id,
            "brokers among the " + ids.length + " given",
            "Name the broker, as dead if it is gone.");
        broker = 0;
      }
      for (int i = start; i < end; i++) {
        if (home[i] == broker && ids.length > 0 && ids[broker] == id) {
          complaints.add(
              table.ref(row).toString(),
              "twice on broker " + id,
              "one replica per broker",
              "Read the table again: Kafka never has this.");
        }
      }
      home[end++] = broker;
    }
    return end;
  }

  private int index(int id) {
    if (id >= 0 && id < indexOf.length) {
      return indexOf[id];
    }
    return Math.max(-1, Arrays.binarySearch(ids, id));
  }

  private long sizeOf(int row) {
    long bytes = table.bytes(row);
    if (bytes < PartitionTable.UNKNOWN_BYTES) {
      complaints.add(
          table.ref(row).toString(),
          bytes + " bytes",
          "0 or more, -1 for unknown",
          "Measure again.");
    }
    return Math.max(0, bytes);
  }

  private void checkFactor(int row, int replicas) {
    if (replicas > receiving) {
      complaints.add(
          table.ref(row).toString(),
          replicas + " replicas",
          "at most " + receiving + ", the brokers that take replicas",
          "Keep more brokers, or lower the replication factor first.");
    }
  }

  private void checkBrokers() {
    if (receiving == 0) {
      throw new InvalidSpecException(
          "brokers",
          brokers.length + " given, of which 0 take replicas",
          "at least one active or new broker",
          "Keep a broker that is neither draining nor dead.");
    }
    for (int b = 1; b < ids.length; b++) {
      if (ids[b] == ids[b - 1]) {
        complaints.add("broker " + ids[b], "given twice", "once each", "Give it once.");
      }
    }
    complaints.raise();
  }

  private boolean[] pinned() {
    boolean[] pinned = new boolean[table.size()];
    for (int topic = 0; topic < table.topicCount(); topic++) {
      if (policy.excludedTopics().contains(table.topicName(topic))) {
        int end = topic + 1 < table.topicCount() ? table.topicFirstRow(topic + 1) : table.size();
        Arrays.fill(pinned, table.topicFirstRow(topic), end, true);
      }
    }
    return pinned;
  }

  /** Refuses to drain the last broker of a rack that partitions need to have one per replica. */
  private void checkRacks(Model model) {
    for (int b = 0; b < brokers.length && policy.requireRacks() && model.racks.several(); b++) {
      if (brokers[b].state() == BrokerSlot.State.DRAINING
          && model.racks.live[model.racks.of[b]] == 0) {
        checkRacks(model, b);
      }
    }
    complaints.raise();
  }

  private void checkRacks(Model model, int drained) {
    int racks = model.racks.liveCount();
    for (int row = 0; row < model.rows(); row++) {
      int replicas = model.first[row + 1] - model.first[row];
      for (int r = model.first[row]; r < model.first[row + 1] && replicas > racks; r++) {
        if (model.home[r] == drained && model.racks.others(model, row, r, rack(model, r)) == 0) {
          complaints.add(
              table.ref(row).toString(),
              replicas + " replicas, one on broker " + ids[drained],
              "at most " + racks + ", for " + racks + " racks are left",
              "Keep a broker in rack " + brokers[drained].rack() + ", or let replicas share one.");
        }
      }
    }
  }

  private static int rack(Model model, int replica) {
    return model.racks.of[model.home[replica]];
  }

  private void checkDisks(Model model) {
    long disk = 0;
    long largest = 0;
    for (int b = 0; b < ids.length; b++) {
      if (model.receives[b]) {
        if (brokers[b].diskBytes() == 0) {
          return;
        }
        disk += brokers[b].diskBytes();
        largest = Math.max(largest, brokers[b].diskBytes());
      }
    }
    for (int r = 0; r < model.home.length; r++) {
      if (!model.receives[model.home[r]] && model.sizeOf(r) > largest) {
        complaints.add(
            table.ref(model.rowOf[r]).toString(),
            model.sizeOf(r) + " bytes on broker " + ids[model.home[r]],
            "at most " + largest + " bytes, the largest disk of a broker that stays",
            "Keep a broker with a larger disk, or shorten retention.");
      }
    }
    complaints.raise();
    long needed = Arrays.stream(model.bytes).sum();
    if (needed > disk) {
      throw new InvalidSpecException(
          "disks",
          needed + " bytes of replicas",
          "at most " + disk + " bytes, the disks of the " + receiving + " brokers that stay",
          "Keep more brokers, give them larger disks, or shorten retention.");
    }
  }
}
