package io.katka;

import io.katka.error.InvalidSpecException;
import io.katka.plan.Plan;
import io.katka.state.Capability;
import io.katka.state.ObservedCluster;
import io.katka.workflow.StepNames;

/** When traffic cannot prove what a plan does to clients. */
final class Proving {
  private Proving() {}

  /** The probe's own partitions must leave brokers that go, through the Admin API. */
  static void check(Plan plan, ObservedCluster observed) {
    boolean drains = plan.steps().stream().anyMatch(step -> step.name().equals(StepNames.DRAIN));
    if (drains && observed.kafka().isPresent() && !observed.supports(Capability.REASSIGN)) {
      throw new InvalidSpecException(
          "prove",
          "asked for while brokers leave",
          "not asked for on brokers before Kafka 2.4",
          "The traffic cannot be moved off the leaving brokers there: leave prove(...) out.");
    }
  }
}
