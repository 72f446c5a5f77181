package io.katka.sim.explore;

import io.katka.sim.Invariant;
import java.util.ArrayList;
import java.util.List;

/** Makes a failing schedule shorter, as long as it breaks the same invariant. */
final class Shrinker {
  private final Explorer explorer;

  Shrinker(Explorer explorer) {
    this.explorer = explorer;
  }

  Schedule shrink(Schedule failing) {
    Result result = explorer.run(failing);
    if (result.isGood()) {
      return failing;
    }
    Invariant broken = result.violations().get(0).invariant();
    Schedule best = failing;
    Schedule smaller = step(best, broken);
    while (!smaller.equals(best)) {
      best = smaller;
      smaller = step(best, broken);
    }
    return best;
  }

  private Schedule step(Schedule schedule, Invariant broken) {
    for (Schedule candidate : candidates(schedule)) {
      Result result = explorer.run(candidate);
      if (!result.isGood() && result.violations().get(0).invariant() == broken) {
        return candidate;
      }
    }
    return schedule;
  }

  private static List<Schedule> candidates(Schedule s) {
    var candidates = new ArrayList<Schedule>();
    for (int i = 0; i < s.faults().size(); i++) {
      List<Fault> fewer = new ArrayList<>(s.faults());
      fewer.remove(i);
      candidates.add(s.faults(fewer));
    }
    if (s.brokers() > 3) {
      candidates.add(s.cluster(s.brokers() - 1, s.dedicated(), s.partitions()));
    }
    if (s.partitions() > 4) {
      candidates.add(s.cluster(s.brokers(), s.dedicated(), s.partitions() / 2));
    }
    if (s.lateMillis() > 0) {
      candidates.add(s.platform(s.healsItself(), 0));
    }
    if (s.healsItself()) {
      candidates.add(s.platform(false, s.lateMillis()));
    }
    if (s.busy()) {
      candidates.add(s.idle());
    }
    return candidates;
  }
}
