package io.katka.balance;

import io.katka.spec.BalancePolicy;
import java.util.Arrays;

/**
 * Evens the traffic that preferred leaders carry by handing leaderships on: along a path from a
 * broker to another, or round a ring of two or three brokers, which leaves counts as they are. The
 * broker furthest outside the tolerance comes first; of its paths and rings the one is taken that
 * lowers the sum of squared relative distances most. That sum falls with every step, so this ends,
 * and where it ended it finds nothing to do when asked again.
 */
final class LeaderTraffic {
  private static final double LEAST_GAIN = 1e-9;

  /** How many hand-overs are weighed before giving up: about a second. */
  private static final long LIMIT = 200_000_000;

  private final Model model;
  private final Leaders leaders;
  private final long[] traffic;
  private final double weight;
  private final double tolerance;
  private final double[] carried;
  private final double[] target;
  private final Arcs arcs;
  private final boolean[] settled;

  /** The brokers of a path and the rows handed on from each to the next; sign -1 is backwards. */
  private final int[] at = new int[4];

  private final int[] via = new int[3];
  private final int[] bestAt = new int[4];
  private final int[] bestVia = new int[3];
  private int sign;
  private int length;
  private double gain;
  private long looks;

  LeaderTraffic(Model model, Leaders leaders, long[] traffic, BalancePolicy policy) {
    this.model = model;
    this.leaders = leaders;
    this.traffic = traffic;
    weight = policy.goals().leaderTraffic();
    tolerance = policy.byteTolerance();
    carried = leaders.carried(traffic);
    target = targets(model, Arrays.stream(carried).sum());
    arcs = new Arcs(model, leaders);
    settled = new boolean[carried.length];
  }

  /** Even shares, or by what the networks carry where that is known of all. */
  private static double[] targets(Model model, double total) {
    double[] target = new double[model.brokers.length];
    double sum = 0;
    int live = 0;
    boolean known = true;
    for (int b = 0; b < target.length; b++) {
      if (model.receives[b]) {
        live++;
        sum += model.brokers[b].networkBytesPerSecond();
        known &= model.brokers[b].networkBytesPerSecond() > 0;
      }
    }
    for (int b = 0; b < target.length; b++) {
      double part = known ? model.brokers[b].networkBytesPerSecond() / sum : 1.0 / live;
      target[b] = Math.max(1, total * part);
    }
    return target;
  }

  void balance() {
    boolean again = true;
    while (again && looks < LIMIT) {
      again = false;
      Arrays.fill(settled, false);
      for (int b = worst(); b >= 0 && looks < LIMIT; b = worst()) {
        if (improve(b)) {
          again = true;
        } else {
          settled[b] = true;
        }
      }
    }
  }

  /** The broker furthest outside the tolerance that is not given up; -1 for none. */
  private int worst() {
    int worst = -1;
    double most = tolerance;
    for (int b = 0; b < carried.length; b++) {
      double off = Math.abs(carried[b] / target[b] - 1);
      if (model.receives[b] && !settled[b] && off > most) {
        most = off;
        worst = b;
      }
    }
    return worst;
  }

  private boolean improve(int broker) {
    sign = carried[broker] > target[broker] ? 1 : -1;
    gain = LEAST_GAIN;
    length = 0;
    at[0] = broker;
    arcs.close(broker, sign);
    extend(0, 2);
    if (length == 0) {
      extend(0, 3);
    }
    for (int i = 0; i < length; i++) {
      hand(bestVia[i], bestAt[sign > 0 ? i + 1 : i]);
    }
    return length > 0;
  }

  /** Tries all hand-overs that lengthen the path in hand, and those that close it to a ring. */
  private void extend(int hops, int most) {
    int last = at[hops];
    for (int i = arcs.begin(last); i < arcs.end(last) && looks < LIMIT; i++) {
      int replica = arcs.replica(i);
      int row = model.rowOf[replica];
      if (hops > 0 && via[0] == row) {
        continue;
      }
      for (int r = arcs.from(replica, sign); r < arcs.until(replica, sign); r++) {
        int next = arcs.other(replica, r, sign);
        if (next >= 0 && next != at[0]) {
          via[hops] = row;
          at[hops + 1] = next;
          if (hops + 2 < most) {
            extend(hops + 1, most);
          } else {
            weigh(hops + 1);
            close(hops + 1);
          }
        }
      }
    }
  }

  private void close(int hops) {
    int last = at[hops];
    at[hops + 1] = at[0];
    for (int i = arcs.closing(last); i >= 0; i = arcs.closingAfter(i)) {
      int row = arcs.closingRow(i);
      if (row != via[0] && row != via[hops - 1]) {
        via[hops] = row;
        weigh(hops + 1);
      }
    }
  }

  private void weigh(int hops) {
    looks++;
    boolean ring = at[hops] == at[0];
    double won = 0;
    for (int i = 0; i < (ring ? hops : hops + 1); i++) {
      double comes = i > 0 ? traffic[via[i - 1]] : ring ? traffic[via[hops - 1]] : 0;
      double goes = i < hops ? traffic[via[i]] : 0;
      won += fall(at[i], sign * (comes - goes));
    }
    won *= Math.max(1, weight);
    if (!ring && won > gain) {
      won = counted(won, at[sign > 0 ? 0 : hops], at[sign > 0 ? hops : 0]);
    }
    if (won > gain) {
      gain = won;
      length = hops;
      System.arraycopy(at, 0, bestAt, 0, hops + 1);
      System.arraycopy(via, 0, bestVia, 0, hops);
    }
  }

  /** By how much the squared distance of a broker falls if it carries so much more. */
  private double fall(int broker, double more) {
    double now = carried[broker] / target[broker] - 1;
    double then = (carried[broker] + more) / target[broker] - 1;
    return now * now - then * then;
  }

  /** The gain less what counts lose if one broker leads a row fewer and another one more. */
  private double counted(double won, int fewer, int more) {
    int uneven = leaders.led[more] + 1 - leaders.led[fewer];
    if (weight <= 1) {
      return uneven <= 0 ? won : 0;
    }
    double mean = Math.max(1, (double) leaders.leader.length / model.racks.receiving());
    return won - 2 * uneven / (mean * mean);
  }

  private void hand(int row, int broker) {
    int from = model.at[leaders.leader[row]];
    carried[from] -= traffic[row];
    carried[broker] += traffic[row];
    settled[from] = false;
    settled[broker] = false;
    leaders.hand(row, broker);
  }
}
