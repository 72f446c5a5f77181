package io.katka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.workflow.StepNames;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A program that is killed with SIGKILL at each of its steps in turn, and started again. */
final class Deaths {
  /** Steps that change something are the worst place right after they did, waits anywhere. */
  private static final Set<String> ACTING =
      Set.of(
          StepNames.PREPARE,
          StepNames.START_CONTROLLERS,
          StepNames.CLAIM_ENSEMBLE,
          StepNames.START_BROKERS,
          StepNames.BALANCE,
          StepNames.RESTART,
          StepNames.RESTORE_LEADERS);

  /** Starts the program with that line. */
  interface Starter {
    Driver start(String... line) throws Exception;
  }

  private Deaths() {}

  /**
   * Each start of the line is killed at the first step at which none was yet, until one comes to
   * its end.
   *
   * @return the names of the steps at which one died
   */
  static Set<String> atEachStep(Starter starter, String... line) throws Exception {
    Set<String> deaths = new LinkedHashSet<>();
    while (dies(starter, deaths, line)) {
      assertThat(deaths.size()).isLessThan(50);
    }
    return deaths;
  }

  private static boolean dies(Starter starter, Set<String> deaths, String... line)
      throws Exception {
    try (Driver driver = starter.start(line)) {
      for (Optional<String> event = driver.next(); event.isPresent(); event = driver.next()) {
        String step = event.get().substring(event.get().lastIndexOf('/') + 1);
        boolean due = event.get().startsWith(ACTING.contains(step) ? "acted " : "started ");
        if (due && deaths.add(step)) {
          driver.kill();
          return true;
        }
        driver.goOn();
      }
      assertThat(driver.end()).as(driver.log()).isEqualTo("DONE");
      return false;
    }
  }
}
