package io.katka.internal.engine;

import io.katka.event.Progress;
import io.katka.plan.Phase;
import io.katka.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/**
 * How a plan's steps share out its progress: by their estimates, with a little for each step. Tells
 * of a change only when it is worth it, since the telling costs as much as there are phases.
 */
final class Allocation {
  private static final double STEP_WEIGHT = 500;
  private static final double WORTH_TELLING = 0.002;

  private record Share(String phase, double weight) {}

  private final String name;
  private final List<Share> shares = new ArrayList<>();
  private final double[] doneBefore;
  private final double total;
  private double told;

  Allocation(String name, List<Phase> phases) {
    this.name = name;
    for (Phase phase : phases) {
      phase.steps().forEach(step -> shares.add(new Share(phase.name(), weight(step))));
    }
    doneBefore = new double[shares.size() + 1];
    for (int i = 0; i < shares.size(); i++) {
      doneBefore[i + 1] = doneBefore[i] + shares.get(i).weight();
    }
    total = Math.max(STEP_WEIGHT, doneBefore[shares.size()]);
  }

  private static double weight(PlannedStep step) {
    return STEP_WEIGHT + step.impact().estimateMillis();
  }

  /** What is done when so many steps are, and a fraction of the next one, 0 to 1. */
  double fraction(int steps, double ofNext) {
    int reached = Math.min(steps, shares.size());
    double next = reached < shares.size() ? shares.get(reached).weight() : 0;
    return (doneBefore[reached] + next * Math.max(0, Math.min(1, ofNext))) / total;
  }

  /** Whether listeners should hear of it; progress never goes back. */
  boolean isWorthTelling(double fraction) {
    if (fraction - told < WORTH_TELLING && fraction < 1) {
      return false;
    }
    boolean news = fraction > told;
    told = Math.max(told, fraction);
    return news;
  }

  /** The progress as a tree of phases. */
  Progress tree(int steps, double ofNext) {
    List<Progress> parts = new ArrayList<>();
    for (int from = 0; from < shares.size(); ) {
      int to = from;
      while (to < shares.size() && shares.get(to).phase().equals(shares.get(from).phase())) {
        to++;
      }
      double weight = doneBefore[to] - doneBefore[from];
      double reached = fraction(steps, ofNext) * total - doneBefore[from];
      double done = Math.max(0, Math.min(1, reached / weight));
      parts.add(new Progress(shares.get(from).phase(), weight, done, List.of()));
      from = to;
    }
    return new Progress(name, 1, 0, parts);
  }
}
