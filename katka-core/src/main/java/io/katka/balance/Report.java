package io.katka.balance;

import io.katka.error.InvalidSpecException;
import io.katka.spec.BalancePolicy;
import java.util.ArrayList;
import java.util.List;

/** Weighs the model before and after, and writes the plan. */
final class Report {
  private final Model model;
  private final Targets targets;
  private final SizeOrder order;
  private final int[] count;
  private final int[] led;
  private final long[] bytes;
  private final long[] traffic;
  private final double[] carried;
  private final long[] in;
  private final long[] out;

  /** Weighs what is there before anything is moved. */
  Report(Model model, Targets targets, SizeOrder order) {
    this.model = model;
    this.targets = targets;
    this.order = order;
    count = model.count.clone();
    bytes = model.bytes.clone();
    var leaders = new Leaders(model);
    led = leaders.led;
    traffic = traffic(model);
    carried = leaders.carried(traffic);
    in = new long[count.length];
    out = new long[count.length];
  }

  /** What each row's leader carries per second; no rows where the table does not tell. */
  long[] traffic() {
    return traffic;
  }

  private static long[] traffic(Model model) {
    long[] traffic = new long[model.table.hasTraffic() ? model.rows() : 0];
    for (int row = 0; row < traffic.length; row++) {
      long in = Math.max(0, model.table.bytesInPerSecond(row));
      traffic[row] =
          in + Math.min(Long.MAX_VALUE - in, Math.max(0, model.table.bytesOutPerSecond(row)));
    }
    return traffic;
  }

  /** Refuses an outcome that fills a disk that was not as full before. */
  void checkDisks() {
    for (int b = 0; b < count.length; b++) {
      if (model.receives[b] && model.room(b) < 0 && model.bytes[b] > bytes[b]) {
        throw new InvalidSpecException(
            "broker " + model.brokers[b].id(),
            model.bytes[b] + " bytes once replicas are where they fit best",
            "at most " + model.brokers[b].diskBytes() + " bytes, its disk",
            "Keep more brokers, give them larger disks, or shorten retention.");
      }
    }
  }

  BalancePlan finish(Leaders leaders, BalancePolicy policy, int given) {
    var moves = new Changes(model.table);
    var orders = new Changes(model.table);
    int replicas = 0;
    long copied = 0;
    for (int row = 0; row < model.rows(); row++) {
      int added = added(row);
      if (added > 0) {
        replicas += added;
        copied += added * model.size[row];
        write(moves, row, leaders.leader[row], added * model.size[row]);
      } else if (leaders.leader[row] > model.first[row]) {
        write(orders, row, leaders.leader[row], 0);
      }
    }
    double reached = targets.reached(model);
    var bounds = new BoundsFinder(model, targets, order, count, bytes).findReached(reached);
    Notes notes = notes(policy, bounds, replicas, given, leaders);
    return new BalancePlan(
        policy, loads(leaders), moves.done(), orders.done(), replicas, copied, bounds, notes);
  }

  private int added(int row) {
    int added = 0;
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      if (model.at[r] != model.home[r]) {
        added++;
        in[model.at[r]] += model.size[row];
      }
    }
    if (added > 0) {
      out[source(row)] += added * model.size[row];
    }
    return added;
  }

  /** The broker a row is copied from: its leader, or its first replica where that is not known. */
  private int source(int row) {
    int id = model.table.leader(row);
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      if (model.brokers[model.home[r]].id() == id) {
        return model.home[r];
      }
    }
    return model.first[row] < model.home.length ? model.home[model.first[row]] : 0;
  }

  private void write(Changes changes, int row, int leader, long copied) {
    changes.begin(row, copied);
    int first = model.first[row];
    int after = leader;
    for (int r = first; r < model.first[row + 1]; r++) {
      changes.replica(id(model.home[r]), id(model.at[after]));
      after = r < leader ? r : r + 1;
    }
  }

  private int id(int broker) {
    return model.brokers[broker].id();
  }

  private Notes notes(
      BalancePolicy policy, Bounds bounds, int replicas, int given, Leaders leaders) {
    double reached = bounds.tolerance();
    int unknown = 0;
    int violations = 0;
    for (int row = 0; row < model.rows(); row++) {
      unknown += model.table.bytes(row) < 0 ? 1 : 0;
      if (model.racks.several() && model.racks.suspicious(model, row)) {
        violations += model.racks.crowded(model, row) ? 1 : 0;
      }
    }
    String giant = targets.giant < 0 ? "" : name(targets.giant);
    String worst = reached > policy.byteTolerance() ? worst() : "";
    return new Notes(
        unknown,
        violations,
        replicas - bounds.moves(),
        given,
        policy.byteTolerance(),
        reached,
        model.racks.ignored,
        range(model.count),
        range(leaders.led),
        model.anyPinned,
        giant,
        worst);
  }

  private Notes.Range range(int[] of) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int b = 0; b < of.length; b++) {
      if (model.receives[b]) {
        least = Math.min(least, of[b]);
        most = Math.max(most, of[b]);
      }
    }
    return new Notes.Range(least, most);
  }

  /** The broker furthest from its target of bytes, and its largest partition, if that is why. */
  private String worst() {
    int worst = -1;
    double most = 0;
    for (int b = 0; b < count.length; b++) {
      double off = model.receives[b] ? Math.abs(model.bytes[b] - targets.bytes[b]) : 0;
      if (off > most) {
        most = off;
        worst = b;
      }
    }
    int largest = -1;
    for (int r = 0; r < model.at.length && worst >= 0; r++) {
      if (model.at[r] == worst && (largest < 0 || model.sizeOf(r) > model.sizeOf(largest))) {
        largest = r;
      }
    }
    if (largest < 0) {
      return "";
    }
    return name(largest)
        + " on broker "
        + model.brokers[worst].id()
        + ", whose target is "
        + (long) targets.bytes[worst];
  }

  private String name(int replica) {
    return model.table.ref(model.rowOf[replica]) + " of " + model.sizeOf(replica) + " bytes";
  }

  private List<BrokerLoad> loads(Leaders leaders) {
    var loads = new ArrayList<BrokerLoad>(count.length);
    double[] carries = leaders.carried(traffic);
    for (int b = 0; b < count.length; b++) {
      loads.add(
          new BrokerLoad(
              model.brokers[b],
              new Load(count[b], led[b], bytes[b], (long) carried[b]),
              new Load(model.count[b], leaders.led[b], model.bytes[b], (long) carries[b]),
              in[b],
              out[b]));
    }
    return loads;
  }
}
