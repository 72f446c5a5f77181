package io.katka.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.UpgradePolicy.Guarantee;
import io.katka.state.NodePhase;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule by itself: one thing is wrong with a cluster that is otherwise well. */
class SafetyGateTest {
  private final GateScene scene = new GateScene();

  @Test
  void letsANodeGoWhileAllIsWell() {
    assertThat(scene.partition(2, 1, 2, 3).partition(1, 4, 5).against(1)).isEmpty();
    assertThat(scene.gate().health()).isEmpty();
  }

  @Nested
  class Partitions {
    @Test
    void keepTheirMinimumInSync() {
      assertThat(scene.partition(3, 1, 2, 3).against(1))
          .containsExactly(
              "t0-0 would fall below min.insync.replicas 3 without node 1: in sync now [1, 2, 3]");
    }

    @Test
    void keepTheirMinimumAlsoUnderTheWeakerGuarantee() {
      scene.policy(p -> p.guarantee(Guarantee.MIN_ISR_MARGIN));

      assertThat(scene.partition(2, List.of(1, 2), 1, 2, 3).against(1))
          .containsExactly(
              "t0-0 would fall below min.insync.replicas 2 without node 1: in sync now [1, 2]");
    }

    @Test
    void keepTheirLastInSyncReplica() {
      scene.policy(p -> p.guarantee(Guarantee.MIN_ISR_MARGIN));

      assertThat(scene.partition(0, List.of(1), 1, 2).against(1))
          .containsExactly(
              "t0-0 would fall below min.insync.replicas 0 without node 1: in sync now [1]");
    }

    @Test
    void mayBeGivenUpByConsentOnly() {
      scene.partition(1, 1);
      assertThat(scene.against(1)).isNotEmpty();

      assertThat(scene.policy(p -> p.allowUnavailable("t0")).against(1)).isEmpty();
    }

    @Test
    void areAllFullyReplicatedFirst() {
      assertThat(scene.partition(2, 1, 2, 3).partition(1, List.of(4, 5), 4, 5, 2).against(1))
          .containsExactly("t1-0 is under-replicated: in sync [4, 5], missing [2]");
    }

    @Test
    void mayLagElsewhereUnderTheWeakerGuarantee() {
      scene.policy(p -> p.guarantee(Guarantee.MIN_ISR_MARGIN));

      assertThat(scene.partition(2, 1, 2, 3).partition(1, List.of(4, 5), 4, 5, 2).against(1))
          .isEmpty();
    }

    @Test
    void thatOnlyTheNodeItselfLacksDoNotKeepItFromItsRestart() {
      assertThat(scene.partition(2, List.of(4, 5), 4, 5, 1).partition(1, 1, 2).against(1))
          .isEmpty();
    }

    @Test
    void haveALeader() {
      assertThat(scene.partition(1, List.of(), 4, 5).partition(1, 1, 2, 3).against(1))
          .containsExactly("t0-0 has no leader");
    }

    @Test
    void areNotBeingMovedWhereTheNodeHoldsThem() {
      assertThat(scene.moving(1, 1, 2, 3).against(1))
          .containsExactly("t0-0 is being reassigned by somebody else");
    }

    @Test
    void mayMoveElsewhere() {
      assertThat(scene.moving(1, 4, 5, 3).partition(1, 1, 2).against(1)).isEmpty();
    }
  }

  @Nested
  class OtherNodes {
    @ParameterizedTest
    @EnumSource(
        value = NodePhase.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"RUNNING"})
    void run(NodePhase phase) {
      assertThat(scene.partition(2, 1, 2, 3).phase(5, phase).against(1))
          .containsExactly("node 5 is " + phase + ", wanted RUNNING");
    }

    @Test
    void answer() {
      assertThat(scene.partition(2, 1, 2, 3).broker(5, false, false).against(1))
          .containsExactly("cannot see node 5: it does not answer a request");
    }

    @Test
    void areNotFenced() {
      assertThat(scene.partition(2, 1, 2, 3).broker(5, true, true).against(1))
          .containsExactly("node 5 is fenced, wanted unfenced");
    }

    @Test
    void areRegistered() {
      assertThat(scene.partition(2, 1, 2, 3).unregistered(5).against(1))
          .containsExactly("node 5 is not registered, wanted registered");
    }

    @Test
    void areKnownToThePlatform() {
      assertThat(scene.partition(2, 1, 2, 3).broker(9, false, true).against(1))
          .containsExactly("node 9 is registered but unknown to the platform");
    }
  }

  @Nested
  class TheQuorum {
    @Test
    void keepsACaughtUpMajority() {
      assertThat(scene.partition(1, 1, 2).controller(3).voter(3, 500, 60_000).against(1))
          .contains("quorum: 1 of 3 voters caught up without node 1, a majority is 2");
    }

    @Test
    void doesNotNeedTheOneThatLags() {
      assertThat(scene.controller(3).voter(3, 500, 60_000).against(3)).isEmpty();
    }

    @Test
    void isWholeBeforeABrokerGoes() {
      scene.partition(1, 4, 5).controller(3).voter(3, 500, 60_000);

      assertThat(scene.against(4))
          .containsExactly("node 3 catches up with the metadata log, remaining 500");
    }

    @Test
    void hasAnActiveController() {
      assertThat(scene.partition(1, 4, 5).noActiveController().against(4))
          .containsExactly("quorum: no active controller");
    }

    @Test
    void isSeen() {
      assertThat(scene.partition(1, 4, 5).quorumUnseen().against(4))
          .containsExactly("cannot see the metadata quorum");
    }

    @Test
    void ofOneNeedsConsent() {
      scene.partition(1, 1, 2).onlyVoter(1);
      assertThat(scene.against(1))
          .containsExactly("quorum: 0 of 1 voters caught up without node 1, a majority is 1");

      assertThat(scene.policy(p -> p.allowQuorumLoss()).against(1)).isEmpty();
    }
  }

  @Nested
  class WhatIsSeen {
    @Test
    void mayBeToldByABrokerThatIsBehind() {
      assertThat(scene.partition(1, 4, 5).observer(5, 70, 35_000).against(4))
          .containsExactly("node 5 catches up with the metadata log, remaining 70");
    }

    @Test
    void mayBeToldByTheOneThatIsToBeStopped() {
      assertThat(scene.partition(1, 4, 5).observer(4, 70, 35_000).against(4))
          .containsExactly("node 4 catches up with the metadata log, remaining 70");
    }

    @Test
    void mayBeToldByABrokerThatVotes() {
      assertThat(scene.partition(1, 4, 5).voter(3, 500, 60_000).against(4))
          .containsExactly("node 3 catches up with the metadata log, remaining 500");
    }

    @Test
    void isNotToldByOneThatDoesNotAnswer() {
      scene.partition(1, List.of(4, 5), 4, 5, 3).voter(3, 500, 60_000).broker(3, false, false);

      assertThat(scene.against(3)).isEmpty();
    }

    @Test
    void countsForAMomentLonger() {
      assertThat(scene.partition(1, 4, 5).observer(5, 1, 900).against(4)).isEmpty();
    }
  }

  @Nested
  class ANodeOfWhichNothingIsLost {
    @Test
    void passesWhenItIsDown() {
      scene.phase(1, NodePhase.FAILED).broker(1, true, false).voter(1, 9, 9_000);

      assertThat(scene.partition(3, 1, 2, 3).against(1)).isEmpty();
    }

    @Test
    void doesNotPassAsDownWhileItAnswers() {
      scene.phase(5, NodePhase.FAILED).partition(2, 5, 4);

      assertThat(scene.against(5)).isNotEmpty();
    }

    @Test
    void doesNotPassAsDownWhileItFollowsTheMetadataLog() {
      scene.phase(1, NodePhase.FAILED).unregistered(1).partition(3, 1, 2, 3);

      assertThat(scene.against(1)).isNotEmpty();
    }

    @Test
    void passesWhenItIsInNoInSyncSetWhateverElseIsWrong() {
      scene.partition(1, List.of(5), 5, 4).phase(3, NodePhase.STARTING);

      assertThat(scene.against(4)).isEmpty();
      assertThat(scene.against(5)).isNotEmpty();
    }

    @Test
    void passesWhenItDoesNotServeWhateverElseIsWrong() {
      assertThat(scene.broker(4, true, true).phase(3, NodePhase.STARTING).against(4)).isEmpty();
    }

    @Test
    void doesNotPassForHavingNoReplicas() {
      assertThat(scene.partition(1, 5).phase(3, NodePhase.STARTING).against(4))
          .containsExactly("node 3 is STARTING, wanted RUNNING");
    }

    @Test
    void doesNotPassAsAVoterWhileAnotherIsAway() {
      assertThat(scene.partition(1, 4, 5).phase(3, NodePhase.STOPPED).against(1))
          .containsExactly("node 3 is STOPPED, wanted RUNNING");
    }
  }

  @Nested
  class ABatch {
    @Test
    void goesWhereItSharesNothing() {
      assertThat(scene.partition(1, 4, 1).partition(1, 5, 2).against(4, 5)).isEmpty();
    }

    @Test
    void sharesNoPartition() {
      assertThat(scene.partition(1, 4, 5, 1).against(4, 5))
          .containsExactly("t0-0 lies on [4, 5], which were to go down together");
    }

    @Test
    void hasNoVoter() {
      assertThat(scene.partition(1, 3, 1).partition(1, 5, 2).against(3, 5))
          .containsExactly("quorum: a voter is among [3, 5], which go together");
    }

    @Test
    void isWell() {
      assertThat(scene.partition(1, 4, 1).partition(1, 5, 2).broker(5, false, false).against(4, 5))
          .containsExactly("cannot see node 5: it does not answer a request");
    }
  }
}
