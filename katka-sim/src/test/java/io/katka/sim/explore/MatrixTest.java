package io.katka.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.sim.FaultKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every fault at every step, for one workflow; the bench runs it for all. */
class MatrixTest {
  private final Matrix matrix = new Matrix(new Explorer());

  @Test
  void leavesNoCellUntriedAndFindsNoViolation() {
    List<String> steps = matrix.steps(Workflow.CONFIGURE);

    List<Matrix.Cell> cells = matrix.cells(Workflow.CONFIGURE);

    assertThat(steps).contains("gate", "restart", "await-in-sync", "configure");
    assertThat(cells).hasSize(steps.size() * FaultKind.values().length);
    assertThat(cells)
        .allSatisfy(
            cell -> {
              assertThat(cell.before().triggered()).isOne();
              assertThat(cell.after().triggered()).isOne();
              assertThat(cell.before().violations()).isEmpty();
              assertThat(cell.after().violations()).isEmpty();
            });
  }
}
