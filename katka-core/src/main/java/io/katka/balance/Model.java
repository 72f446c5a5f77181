package io.katka.balance;

import io.katka.state.PartitionTable;
import java.util.Arrays;

/**
 * The planner's working state: brokers by index (ascending id), rows of the table, and their
 * replicas by index. A replica lies where {@code at} says, or is in hand between two places.
 */
final class Model {
  /** The place of a replica in hand. */
  static final int IN_HAND = -1;

  final PartitionTable table;
  final BrokerSlot[] brokers;
  final boolean[] receives;
  final Racks racks;

  /** The first replica of each row, and the number of replicas as last. */
  final int[] first;

  final int[] rowOf;
  final int[] home;
  final int[] at;
  final long[] size;

  /** Rows that only leave brokers that are to be emptied. */
  final boolean[] pinned;

  /** Whether any row is. */
  final boolean anyPinned;

  /** Whether rows that break the rack rule are to be mended. */
  final boolean repairRacks;

  final int[] count;
  final long[] bytes;

  Model(
      PartitionTable table,
      BrokerSlot[] brokers,
      Racks racks,
      int[] first,
      int[] home,
      long[] size,
      boolean[] pinned,
      boolean repairRacks) {
    this.table = table;
    this.brokers = brokers;
    this.racks = racks;
    this.first = first;
    this.home = home;
    this.size = size;
    this.pinned = pinned;
    this.repairRacks = repairRacks;
    at = home.clone();
    rowOf = new int[home.length];
    receives = new boolean[brokers.length];
    count = new int[brokers.length];
    bytes = new long[brokers.length];
    for (int b = 0; b < brokers.length; b++) {
      receives[b] = brokers[b].state().receives();
    }
    boolean any = false;
    for (int row = 0; row < size.length; row++) {
      any |= pinned[row];
      weigh(row);
    }
    anyPinned = any;
  }

  /** By itself, so that it is compiled long before the last row of a JVM's first plan. */
  private void weigh(int row) {
    for (int r = first[row]; r < first[row + 1]; r++) {
      rowOf[r] = row;
      count[at[r]]++;
      bytes[at[r]] += size[row];
    }
  }

  int rows() {
    return size.length;
  }

  long sizeOf(int replica) {
    return size[rowOf[replica]];
  }

  /** Whether a replica lies where its row had none at the start, so that it was copied. */
  boolean moved(int replica) {
    return at[replica] != home[replica] && !atHome(rowOf[replica], at[replica]);
  }

  /** Whether any replica lies elsewhere than at the start. */
  boolean anyMoved() {
    return !Arrays.equals(at, home);
  }

  /** Whether any replica of a row lies elsewhere than at the start. */
  boolean anyMovedOf(int row) {
    for (int r = first[row]; r < first[row + 1]; r++) {
      if (at[r] != home[r]) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row had a replica on a broker at the start. */
  boolean atHome(int row, int broker) {
    for (int r = first[row]; r < first[row + 1]; r++) {
      if (home[r] == broker) {
        return true;
      }
    }
    return false;
  }

  /** Whether a replica may be moved for balance; one on a broker to be emptied always may. */
  boolean movable(int replica) {
    return !anyPinned || !pinned[rowOf[replica]] || !receives[home[replica]];
  }

  /** Takes a replica off its broker. */
  void take(int replica) {
    int from = at[replica];
    at[replica] = IN_HAND;
    count[from]--;
    bytes[from] -= sizeOf(replica);
  }

  /** Lays a replica in hand on a broker. */
  void put(int replica, int to) {
    at[replica] = to;
    count[to]++;
    bytes[to] += sizeOf(replica);
  }

  /** Whether a replica, lifted from where it is, may lie on a broker and has the room there. */
  boolean fits(int replica, int to) {
    return sizeOf(replica) <= room(to) && allowed(replica, to);
  }

  /** Whether a replica, lifted from where it is, may lie on a broker if the room is made. */
  boolean allowed(int replica, int to) {
    return free(replica, to) && racks.allows(this, replica, racks.of[to]);
  }

  /** Whether a broker takes replicas and has none of the replica's row. */
  boolean free(int replica, int to) {
    int row = rowOf[replica];
    for (int r = first[row]; r < first[row + 1]; r++) {
      if (at[r] == to) {
        return false;
      }
    }
    return receives[to];
  }

  /** Gives each replica that lies on a home broker of its row the place in line it had there. */
  void restoreOrder() {
    for (int row = 0; row < size.length; row++) {
      restoreOrder(row);
    }
  }

  private void restoreOrder(int row) {
    for (int r = first[row]; r < first[row + 1]; r++) {
      while (at[r] != home[r] && bringHome(row, r)) {
        continue;
      }
    }
  }

  private boolean bringHome(int row, int replica) {
    for (int r = first[row]; r < first[row + 1]; r++) {
      if (r != replica && home[r] == at[replica]) {
        at[replica] = at[r];
        at[r] = home[r];
        return true;
      }
    }
    return false;
  }

  /** Lays all replicas where a copy of the places says. */
  void lay(int[] places) {
    for (int r = 0; r < at.length; r++) {
      take(r);
      put(r, places[r]);
    }
  }

  /** Puts a row back to where it was. */
  void revert(int row) {
    for (int r = first[row]; r < first[row + 1]; r++) {
      take(r);
      put(r, home[r]);
    }
  }

  /** The bytes that are copied of a row, its replicas being in their order. */
  long copied(int row) {
    long copied = 0;
    for (int r = first[row]; r < first[row + 1]; r++) {
      copied += at[r] == home[r] ? 0 : size[row];
    }
    return copied;
  }

  /** The bytes of all replicas that were copied to where they lie. */
  long copied() {
    long copied = 0;
    for (int r = 0; r < at.length; r++) {
      copied += moved(r) ? sizeOf(r) : 0;
    }
    return copied;
  }

  /** How many more bytes fit on a broker. */
  long room(int broker) {
    long disk = brokers[broker].diskBytes();
    return disk == 0 ? Long.MAX_VALUE : disk - bytes[broker];
  }
}
