package io.katka.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.sim.FaultKind;
import io.katka.sim.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failing schedule is made shorter. */
class ShrinkerTest {
  @Test
  void dropsTheFaultsThatDoNotMatterAndKeepsWhatFails() {
    var explorer =
        new Explorer(
            (world, driver) -> {
              Mutant forgetful = Mutants.all().get("a broker is not unregistered").get();
              return driver
                  .settings()
                  .gateway((c, time) -> forgetful.gateway(driver.gateways().open(c, time)));
            });
    var slow = new Fault(FaultKind.SLOW_DISK, new Trigger.AtCall(20), 1, 1_000);
    var failing =
        new Schedule(1, Workflow.SCALE_IN, 4, true, 8, true, 100, false, List.of(slow, slow));

    Schedule shorter = explorer.shrink(failing);

    assertThat(shorter.faults()).isEmpty();
    assertThat(shorter.brokers()).isEqualTo(3);
    assertThat(explorer.run(shorter).violations())
        .extracting(v -> v.invariant())
        .contains(Invariant.EVERY_RUN_ENDS);
  }
}
