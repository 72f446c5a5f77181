package io.katka.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.internal.SystemTime;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.spec.UpgradePolicy;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import io.katka.state.VolumeState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every platform of real nodes keeps to, over a cluster of one node: of both roles, or, with a
 * release of the ZooKeeper era, the only member of an ensemble. An adapter extends it and says
 * where.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
public abstract class PlatformContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The platform under test, open. */
  protected abstract Platform platform();

  /** What the node runs. */
  protected KafkaRelease release() {
    return KafkaRelease.apache("4.4.0");
  }

  /** Another object for the same platform, as another program has it; the adapter closes it. */
  protected abstract Platform anotherProgram();

  @Test
  void aNodeComesGoesAndIsForgotten() {
    ClusterRef ref = platform().ref("contract");
    NodeSpec node = node("1");
    Foundation foundation = foundation(ref.name());

    nothingIsThere(ref);
    try (ClusterLock lock = platform().lock(ref, "one", LEASE)) {
      onlyOneHoldsTheLock(ref);
      isPrepared(lock, ref, foundation);
      notesAreKept(lock, ref);
      comesUp(lock, ref, node);
      restartsAsAsked(lock, ref, node("2"));
      isEndedAtOnceAndStartsAgain(lock, ref, node("2"));
      isNotTakenApartWhileItRuns(lock, ref);
      stops(lock, ref);
      comesBackOverItsVolume(lock, ref, foundation, node("2"));
      platform().delete(lock, ref, false);
    }
    await(ref, state -> state.foundation().isEmpty());
    nothingIsThere(ref);
    assertThat(platform().store(ref).load("note")).isEmpty();
  }

  private void nothingIsThere(ClusterRef ref) {
    PlatformState state = platform().observe(ref);
    assertThat(state).isEqualTo(PlatformState.absent(ref, state.zones()));
  }

  private void onlyOneHoldsTheLock(ClusterRef ref) {
    assertThatThrownBy(() -> platform().lock(ref, "two", LEASE))
        .isInstanceOf(ClusterLockedException.class)
        .hasMessageContaining("one");
    assertThatThrownBy(() -> anotherProgram().lock(ref, "three", LEASE))
        .isInstanceOf(ClusterLockedException.class);
  }

  private void isPrepared(ClusterLock lock, ClusterRef ref, Foundation foundation) {
    platform().prepare(lock, ref, foundation);
    platform().prepare(lock, ref, foundation);

    assertThat(platform().observe(ref).foundation()).contains(foundation);
    assertThat(anotherProgram().observe(ref).foundation()).contains(foundation);
    assertThatThrownBy(() -> platform().prepare(lock, ref, foundation(ref.name())))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("a cluster id never changes");
  }

  private void notesAreKept(ClusterLock lock, ClusterRef ref) {
    RunStore store = platform().store(ref);
    assertThat(store.load("note")).isEmpty();
    store.save(lock, "note", "{\"a\":\"\u00e4\n\"}");
    store.save(lock, "other", "x");
    store.delete(lock, "other");
    assertThat(anotherProgram().store(ref).load("note")).contains("{\"a\":\"\u00e4\n\"}");
    assertThat(store.load("other")).isEmpty();
  }

  private void comesUp(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    platform().start(lock, ref, node);
    platform().start(lock, ref, node);

    PlatformNode up = awaitPhase(ref, NodePhase.RUNNING);
    assertThat(up.spec()).isEqualTo(node);
    assertThat(up.runsItsSpec()).isTrue();
    assertThat(up.volume()).isEqualTo(VolumeState.FORMATTED);
    assertThat(up.incarnation()).isNotEmpty();
    isReached(ref);
    assertThat(platform().logTail(ref, 1, 5)).hasSizeBetween(1, 5);
    assertThat(platform().location(ref)).isNotEmpty();
  }

  private void isReached(ClusterRef ref) {
    Connection connection = platform().connection(ref, Purpose.ADMIN);
    if (hasEnsemble()) {
      assertThat(connection.ensemble()).containsOnlyKeys(1);
      assertThat(connection.ensemble().get(1)).matches(".+:\\d+");
      assertThat(connection.brokers()).isEmpty();
    } else {
      assertThat(connection.brokers()).hasSize(1);
      assertThat(platform().controllerEndpoint(ref, 1)).matches(".+:\\d+");
    }
  }

  private void restartsAsAsked(ClusterLock lock, ClusterRef ref, NodeSpec changed) {
    PlatformNode before = only(ref);

    platform().restart(lock, ref, changed);
    platform().restart(lock, ref, changed);

    await(ref, state -> state.nodes().get(0).runsItsSpec());
    PlatformNode after = only(ref);
    assertThat(after.spec()).isEqualTo(changed);
    assertThat(after.incarnation()).isNotEmpty().isNotEqualTo(before.incarnation());
  }

  private void isEndedAtOnceAndStartsAgain(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    platform().kill(lock, ref, 1);
    awaitPhase(ref, NodePhase.STOPPED, NodePhase.FAILED);
    platform().start(lock, ref, node);
    awaitPhase(ref, NodePhase.RUNNING);
  }

  private void isNotTakenApartWhileItRuns(ClusterLock lock, ClusterRef ref) {
    assertThatThrownBy(() -> platform().remove(lock, ref, 1, true))
        .isInstanceOf(PreconditionException.class)
        .hasMessageContaining("must be stopped");
    assertThatThrownBy(() -> platform().replaceVolume(lock, ref, node("2")))
        .isInstanceOf(PreconditionException.class)
        .hasMessageContaining("must be stopped");
    assertThatThrownBy(() -> platform().delete(lock, ref, true))
        .isInstanceOf(PreconditionException.class);
  }

  private void stops(ClusterLock lock, ClusterRef ref) {
    platform().stop(lock, ref, 1);
    platform().stop(lock, ref, 1);
    PlatformNode down = awaitPhase(ref, NodePhase.STOPPED);
    assertThat(down.runningFingerprint()).isEmpty();
    assertThat(down.incarnation()).isEmpty();
  }

  private void comesBackOverItsVolume(
      ClusterLock lock, ClusterRef ref, Foundation foundation, NodeSpec node) {
    platform().delete(lock, ref, true);
    await(ref, state -> state.nodes().isEmpty());
    assertThat(platform().observe(ref).foundation()).contains(foundation);

    platform().prepare(lock, ref, foundation);
    platform().start(lock, ref, node);
    awaitPhase(ref, NodePhase.RUNNING);
    platform().stop(lock, ref, 1);
    awaitPhase(ref, NodePhase.STOPPED);
  }

  private PlatformNode only(ClusterRef ref) {
    return platform().observe(ref).node(1).orElseThrow();
  }

  private PlatformNode awaitPhase(ClusterRef ref, NodePhase... wanted) {
    Set<NodePhase> any = Set.of(wanted);
    await(ref, state -> state.node(1).map(node -> any.contains(node.phase())).orElse(false));
    return only(ref);
  }

  private void await(ClusterRef ref, Predicate<PlatformState> wanted) {
    long start = SystemTime.INSTANCE.nanos();
    while (!wanted.test(platform().observe(ref))) {
      if (SystemTime.INSTANCE.nanos() - start > PATIENCE.toNanos()) {
        throw new AssertionError("not within " + PATIENCE + ": " + platform().observe(ref));
      }
      try {
        SystemTime.INSTANCE.sleep(platform().pollInterval());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  private NodeSpec node(String threads) {
    return new NodeSpec(
        1,
        hasEnsemble() ? NodeKind.ZOOKEEPER : NodeKind.COMBINED,
        hasEnsemble() ? "zookeeper" : NodePoolSpec.DEFAULT_NAME,
        "",
        new Revision(
            release(),
            Map.of("offsets.topic.replication.factor", "1", "num.io.threads", threads),
            Set.of(),
            ResourcesSpec.DEFAULT.heap("192Mi")),
        StorageSpec.DEFAULT,
        new Formatting(voters()));
  }

  private Foundation foundation(String name) {
    var spec =
        new ClusterSpec(
            name,
            release(),
            List.of(NodePoolSpec.of(NodePoolSpec.DEFAULT_NAME, 1)),
            new ControllerSpec(Topology.COMBINED, 1),
            Map.of(),
            UpgradePolicy.DEFAULT,
            BalancePolicy.DEFAULT,
            false);
    return new Foundation(io.katka.internal.planner.Identities.random(), voters(), spec, null);
  }

  private Map<Integer, String> voters() {
    return Map.of(1, hasEnsemble() ? "" : "cGxhdGZvcm0tY29udHJhYw");
  }

  private boolean hasEnsemble() {
    return release().metadata() == MetadataMode.ZOOKEEPER;
  }
}
