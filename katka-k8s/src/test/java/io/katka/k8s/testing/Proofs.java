package io.katka.k8s.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ApplyResult;

/** What clients saw during a run. */
public final class Proofs {
  private Proofs() {}

  /** Records were acknowledged, and none of them was lost, duplicated or out of order. */
  public static void loseNothing(ApplyResult result) {
    assertThat(result.proof())
        .get()
        .satisfies(
            proof -> {
              assertThat(proof.acknowledged()).isPositive();
              assertThat(proof.lost()).isZero();
              assertThat(proof.clean()).as(proof.toString()).isTrue();
            });
  }
}
