package io.katka.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What limits a plan, kept as numbers and told when asked.
 *
 * @param unknown partitions of unknown size
 * @param violations partitions whose racks the plan leaves crowded
 * @param beyond moves beyond the fewest
 * @param given partitions that stay for want of budget
 * @param wanted the tolerance wanted
 * @param reached the tolerance reached
 * @param racksIgnored whether racks were left aside
 * @param counts the fewest and most replicas of a broker that stays
 * @param leaders the fewest and most partitions that a broker that stays leads
 * @param pinned whether excluded topics hold replicas where they are
 * @param giant a partition larger than an even share; empty for none
 * @param worst the largest partition of the broker furthest from its target
 */
record Notes(
    int unknown,
    int violations,
    int beyond,
    int given,
    double wanted,
    double reached,
    boolean racksIgnored,
    Range counts,
    Range leaders,
    boolean pinned,
    String giant,
    String worst)
    implements Supplier<List<String>> {

  /** The least and the most of something. */
  record Range(int least, int most) {
    boolean uneven() {
      return most - least > 1;
    }

    @Override
    public String toString() {
      return "from " + least + " to " + most;
    }
  }

  @Override
  public List<String> get() {
    var notes = new ArrayList<String>();
    if (unknown > 0) {
      notes.add(unknown + " partitions of unknown size count as 0 bytes.");
    }
    if (racksIgnored) {
      notes.add("Racks are left aside: not every broker that takes replicas has one.");
    }
    if (violations > 0) {
      notes.add(violations + " partitions keep more replicas in a rack than it need hold.");
    }
    if (beyond > 0) {
      notes.add(
          beyond
              + " moves are more than replica counts and racks need: exchanges that even bytes, and"
              + " detours of what may not lie where there is room.");
    }
    if (given > 0) {
      notes.add(given + " partitions stay where they are: the movement budget is used up.");
    }
    if (counts.uneven()) {
      String reason =
          given > 0
              ? "the movement budget"
              : pinned ? "excluded topics" : "what each rack must hold";
      notes.add("Replica counts are " + counts + ": " + reason + " allows no more even ones.");
    }
    if (leaders.uneven()) {
      notes.add("Leaders are " + leaders + ": where replicas lie allows no more even choice.");
    }
    if (!giant.isEmpty()) {
      notes.add("Bytes cannot be even: " + giant + " is more than an even share of a broker.");
    }
    if (reached > wanted * 1.0001) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Bytes are within %.4f of the targets, wanted %.4f: no exchange mends more; largest is %s.",
              reached,
              wanted,
              worst));
    }
    return notes;
  }
}
