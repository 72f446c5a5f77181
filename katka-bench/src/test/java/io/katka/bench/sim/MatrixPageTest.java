package io.katka.bench.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.sim.explore.Workflow;
import org.junit.jupiter.api.Test;

/** A matrix made piece by piece is one page. */
class MatrixPageTest {
  private static final String PAGE =
      """
      # Faults and steps

      Written by hand.

      ## The matrix

      1 cells. **Not tried yet: everything else.**

      ### provision

      | fault | prepare | gate |
      |---|---|---|
      | node killed | d/d | r/b |

      ### roll

      | fault | gate |
      |---|---|
      | node killed | d/**V** |
      """;

  @Test
  void keepsWhatIsWrittenByHandAndTheOtherTables() {
    String text = MatrixPage.parse(PAGE).with(Workflow.ROLL, "| new |").text();

    assertThat(text).contains("Written by hand.", "| node killed | d/d | r/b |", "| new |");
    assertThat(text).doesNotContain("| fault | gate |");
  }

  @Test
  void putsTablesInTheOrderOfWorkflows() {
    String text = MatrixPage.parse(PAGE).with(Workflow.SCALE_OUT, "| out |").text();

    assertThat(text).containsSubsequence("### provision", "### scale out", "| out |", "### roll");
  }

  @Test
  void countsCellsAndTellsWhichWorkflowsAreMissing() {
    String text = MatrixPage.parse(PAGE).with(Workflow.CONFIGURE, "| x | ?/d | d/d |").text();

    assertThat(text).contains("5 cells", "1 violated", "1 not tried");
    assertThat(text).contains("Not tried yet: scale out, scale in,").doesNotContain("everything");
  }

  @Test
  void isTheSameOnceItIsReadAgain() {
    String text = MatrixPage.parse(PAGE).text();

    assertThat(MatrixPage.parse(text).text()).isEqualTo(text);
  }
}
