package io.katka.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.sim.FaultKind;
import io.katka.sim.explore.Trigger.AtCall;
import io.katka.sim.explore.Trigger.AtStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the simulator found once, each as a short schedule of its own. */
class FindingsTest {
  private static final int BROKERS = 4;
  private static final int FIRST_CONTROLLER = BROKERS;
  private static final long MILLIS = 20_000;

  private static Fault fault(FaultKind kind, Trigger trigger, int node) {
    return new Fault(kind, trigger, node, MILLIS);
  }

  private static void holds(Workflow workflow, Fault... faults) {
    for (long seed = 1; seed <= 5; seed++) {
      holds(new Schedule(seed, workflow, BROKERS, true, 12, false, 0, false, List.of(faults)));
    }
  }

  private static void holds(Schedule schedule) {
    assertThat(new Explorer().run(schedule).violations()).as(schedule.toString()).isEmpty();
  }

  @Test
  void aBrokerThatIsDownDoesNotKeepARollFromStarting() {
    holds(Workflow.ROLL, fault(FaultKind.NODE_STOPPED, new AtCall(8), 1));
  }

  @Test
  void twoBrokersThatAreDownDoNotWaitForEachOther() {
    holds(
        Workflow.CONFIGURE,
        fault(FaultKind.NODE_STOPPED, new AtCall(8), 1),
        fault(FaultKind.NODE_KILLED, new AtCall(9), 3));
  }

  @Test
  void anActThatTimedOutIsNotRepeatedBeforeTheGateIsAskedAgain() {
    holds(
        Workflow.ROLL,
        fault(FaultKind.PLATFORM_TIMEOUT_BEFORE, new AtStep("restart", false), 0),
        fault(FaultKind.NODE_PAUSED, new AtStep("restart", false), 3));
  }

  @Test
  void anInterruptedRollbackGoesOn() {
    holds(Workflow.ROLLBACK, fault(FaultKind.DRIVER_DIES, new AtStep("restart", true), 0));
  }

  @Test
  void metadataThatStandsStillIsNotTakenForThePresent() {
    holds(Workflow.ROLL, fault(FaultKind.METADATA_STUCK, new AtStep("move-leaders", false), 3));
    holds(Workflow.ROLL, fault(FaultKind.METADATA_STUCK, new AtStep("restart", false), 3));
  }

  @Test
  void aBrokerThatDiesAfterItWasDrainedIsRemovedAllTheSame() {
    holds(Workflow.SCALE_IN, fault(FaultKind.NODE_KILLED, new AtStep("drain", true), BROKERS));
  }

  @Test
  void aDriverThatDiesBetweenControllersAndBrokersIsFollowedByAnother() {
    holds(Workflow.PROVISION, fault(FaultKind.DRIVER_DIES, new AtStep("start-brokers", false), 0));
  }

  @Test
  void replicasPutOnABrokerThatWasDrainedAreDrainedAgain() {
    holds(Workflow.SCALE_IN, fault(FaultKind.PERSON_REASSIGNS, new AtStep("stop", false), 0));
    holds(Workflow.SCALE_IN, fault(FaultKind.PERSON_REASSIGNS, new AtStep("stop", true), 0));
  }

  @Test
  void aLostVolumeDoesNotKeepAClusterThatIsDownFromStarting() {
    holds(
        Workflow.CONFIGURE,
        fault(FaultKind.VOLUME_WIPED, new AtCall(8), FIRST_CONTROLLER),
        fault(FaultKind.NODE_KILLED, new AtCall(9), FIRST_CONTROLLER + 1));
  }

  @Test
  void aLostVolumeDoesNotKeepTheBrokerThatHasTheLastCopyFromStarting() {
    holds(
        Workflow.ROLL_AND_SCALE,
        fault(FaultKind.VOLUME_WIPED, new AtCall(12), 2),
        fault(FaultKind.NETWORK_SPLIT, new AtCall(24), 0),
        fault(FaultKind.NODE_KILLED, new AtCall(96), 1));
  }

  @Test
  void aVoterThatIsDownDoesNotLeaveWhereABrokerThatDoesNotVoteCan() {
    var stopped = fault(FaultKind.NODE_STOPPED, new AtCall(1), 2);
    var schedule =
        new Schedule(1, Workflow.SCALE_IN, 3, false, 4, false, 0, false, List.of(stopped));

    assertThat(new Explorer().run(schedule).violations()).isEmpty();
  }

  @Test
  void aBrokerThatIsNotWellIsNoPartOfABatch() {
    holds(Workflow.ROLL_IN_BATCHES, fault(FaultKind.NODE_PAUSED, new AtStep("gate", false), 6));
  }

  @Test
  void brokersThatAllFailedAreStartedWhereControllersStandBesideThem() {
    holds(
        Workflow.CONFIGURE,
        fault(FaultKind.NODE_KILLED, new AtCall(8), 0),
        fault(FaultKind.NODE_KILLED, new AtCall(9), 1),
        fault(FaultKind.NODE_KILLED, new AtCall(10), 2),
        fault(FaultKind.NODE_KILLED, new AtCall(11), 3));
  }

  @Test
  void aNodeThatIsBackIsNotTakenForDownWhileTheWatchOnItIsDead() {
    holds(
        new Schedule(
            182323857494415972L,
            Workflow.ROLL_AND_SCALE,
            3,
            true,
            3,
            true,
            0,
            false,
            List.of(
                new Fault(FaultKind.PLATFORM_STALE, new AtCall(22), 3, 61_223),
                new Fault(FaultKind.NODE_KILLED, new AtCall(63), 5, 11_177),
                new Fault(FaultKind.NODE_KILLED, new AtCall(62), 10, 10_498),
                new Fault(FaultKind.PLATFORM_STALE, new AtCall(68), 0, 16_331))));
  }

  @Test
  void theQuorumKeepsItsMajorityWhileAWatchOnAVoterIsDead() {
    holds(
        new Schedule(
            -6124229046925671999L,
            Workflow.ROLLBACK,
            3,
            true,
            3,
            true,
            0,
            false,
            List.of(
                new Fault(FaultKind.PLATFORM_STALE, new AtCall(47), 10, 48_214),
                new Fault(FaultKind.NODE_KILLED, new AtCall(46), 10, 19_833),
                new Fault(FaultKind.NODE_KILLED, new AtCall(9), 8, 85_948),
                new Fault(FaultKind.NODE_KILLED, new AtCall(45), 5, 85_761),
                new Fault(FaultKind.NODE_PAUSED, new AtCall(20), 9, 69_565))));
  }

  @Test
  void aNodeThatOnlySeemsToBeDownIsStartedAndNotStopped() {
    holds(
        new Schedule(
            -1941076411044099635L,
            Workflow.ROLL,
            6,
            true,
            3,
            true,
            0,
            false,
            List.of(
                new Fault(FaultKind.NODE_KILLED, new AtCall(53), 8, 32_593),
                new Fault(FaultKind.PLATFORM_STALE, new AtCall(15), 0, 7_730),
                new Fault(FaultKind.DISK_FULL, new AtCall(15), 0, 28_181),
                new Fault(FaultKind.PLATFORM_STALE, new AtCall(54), 5, 77_278),
                new Fault(FaultKind.NODE_KILLED, new AtCall(52), 7, 77_668))));
  }

  @Test
  void aBrokerInNoInSyncSetMayBeMendedThoughAnotherIsDown() {
    holds(
        new Schedule(
            6058860917605657659L,
            Workflow.ROLL_AND_SCALE,
            6,
            false,
            2,
            true,
            0,
            false,
            List.of(
                new Fault(FaultKind.DISK_FULL, new AtCall(76), 3, 50_771),
                new Fault(FaultKind.PLATFORM_STALE, new AtCall(149), 3, 65_561),
                new Fault(FaultKind.DISK_FULL, new AtCall(58), 10, 77_141),
                new Fault(FaultKind.DISK_FULL, new AtCall(29), 7, 83_772),
                new Fault(FaultKind.DISK_FULL, new AtCall(357), 7, 30_623),
                new Fault(FaultKind.NETWORK_SPLIT, new AtCall(220), 7, 81_471),
                new Fault(FaultKind.NETWORK_SPLIT, new AtCall(218), 10, 49_311))));
  }
}
