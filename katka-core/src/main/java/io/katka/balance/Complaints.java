package io.katka.balance;

import io.katka.error.InvalidSpecException;
import io.katka.error.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the input; after the first twenty it only counts. */
final class Complaints {
  private static final int SPELLED_OUT = 20;

  private final List<Problem> problems = new ArrayList<>();
  private int count;

  void add(String field, String value, String allowed, String remedy) {
    if (count++ < SPELLED_OUT) {
      problems.add(new Problem(field, value, allowed, remedy));
    }
  }

  /** Throws if there is any. */
  void raise() {
    if (count > SPELLED_OUT) {
      String more = (count - SPELLED_OUT) + " more problems";
      problems.add(new Problem("input", more, "none", "Mend those above first."));
    }
    if (count > 0) {
      throw new InvalidSpecException(problems);
    }
  }
}
