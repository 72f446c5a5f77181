package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.StalePlanException;
import io.katka.state.Drift;
import org.junit.jupiter.api.Test;

/** What somebody else changed at the platform is shown, and put back by apply() only. */
class DriftTest extends Stories {
  private static final Drift CHANGED =
      new Drift(
          -1, "Service kafka-bootstrap", "spec.type", "NodePort", "ClusterIP", "kubectl-edit");

  @Test
  void isShownInThePlanAndPutBackByApply() {
    provision(3, "4.4.0");
    world.drift.add(CHANGED);

    PreparedPlan plan = kafka().plan();

    assertThat(plan.toString())
        .contains("put-back")
        .contains("put back Service kafka-bootstrap")
        .contains("spec.type is NodePort, wanted")
        .contains("kubectl-edit");
    assertThat(world.acts).doesNotContain("put back Service kafka-bootstrap");

    kafka().apply();

    assertThat(world.acts).containsOnlyOnce("put back Service kafka-bootstrap");
    assertThat(kafka().plan().isEmpty()).isTrue();
  }

  @Test
  void makesAPlanStaleThatDoesNotShowIt() {
    provision(3, "4.4.0");
    PreparedPlan plan = kafka().version("4.4.0").replicas(4).plan();
    world.drift.add(CHANGED);

    assertThatThrownBy(plan::apply).isInstanceOf(StalePlanException.class);
  }
}
