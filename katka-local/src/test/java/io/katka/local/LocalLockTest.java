package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.local.LocalLock.LockFile;
import io.katka.spec.ClusterRef;
import io.katka.spi.ClusterLock;
import io.katka.spi.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLockTest {
  private static final Duration LEASE = Duration.ofSeconds(15);

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private LocalPlatform first;
  private LocalPlatform second;
  private ClusterRef ref;

  @BeforeEach
  void openTwoPlatforms() {
    first = LocalPlatform.builder().directory(directory).time(time).build();
    second = LocalPlatform.builder().directory(directory).time(time).build();
    ref = first.ref("kafka");
  }

  @AfterEach
  void closeThem() {
    first.close();
    second.close();
  }

  @Test
  void twoPlatformsOfOneProgramExcludeEachOther() {
    try (ClusterLock held = first.lock(ref, "first", LEASE)) {
      assertThat(held.isHeld()).isTrue();
      assertThatExceptionOfType(ClusterLockedException.class)
          .isThrownBy(() -> second.lock(ref, "second", LEASE))
          .satisfies(
              e -> {
                assertThat(e.owner()).isEqualTo("first");
                assertThat(e.since()).isEqualTo(time.now());
              });
    }
    assertThatCode(() -> second.lock(ref, "second", LEASE).close()).doesNotThrowAnyException();
  }

  @Test
  void locksOfTwoClustersHaveNothingToDoWithEachOther() {
    ClusterRef other = second.ref("other");
    try (ClusterLock held = first.lock(ref, "first", LEASE);
        ClusterLock another = second.lock(other, "second", LEASE)) {
      assertThat(held.isHeld()).isTrue();
      assertThat(another.isHeld()).isTrue();
      assertThatThrownBy(() -> second.store(ref).save(another, "key", "text"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void isNotHeldOnceTwoThirdsOfTheLeaseWentByWithoutRenewal() {
    try (ClusterLock held = first.lock(ref, "first", LEASE)) {
      time.pass(Duration.ofSeconds(9));
      assertThat(held.isHeld()).isTrue();
      time.pass(Duration.ofSeconds(1));
      assertThat(held.isHeld()).isFalse();
    }
  }

  @Test
  void isHeldAsLongAsItIsRenewed() {
    try (ClusterLock held = first.lock(ref, "first", LEASE)) {
      for (int i = 0; i < 20; i++) {
        time.pass(Duration.ofSeconds(6));
        held.renew();
        assertThat(held.isHeld()).isTrue();
      }
      assertThatThrownBy(() -> second.lock(ref, "second", LEASE))
          .isInstanceOf(ClusterLockedException.class);
    }
  }

  @Nested
  class OfAnOwnerThatWasPausedPastItsLease {
    private ClusterLock paused;
    private ClusterLock successor;

    @BeforeEach
    void takeOver() {
      paused = first.lock(ref, "first", LEASE);
      time.pass(LEASE.plusMillis(1));
      successor = second.lock(ref, "second", LEASE);
    }

    @Test
    void doesNoHarmWhenItWakesUp() {
      RunStore store = first.store(ref);

      assertThat(paused.isHeld()).isFalse();
      assertThatExceptionOfType(ClusterLockedException.class)
          .isThrownBy(() -> store.save(paused, "journal", "stale"))
          .satisfies(e -> assertThat(e.owner()).isEqualTo("second"));
      assertThat(store.load("journal")).isEmpty();
      assertThatThrownBy(() -> first.stop(paused, ref, 1))
          .isInstanceOf(ClusterLockedException.class);
      assertThatThrownBy(() -> first.delete(paused, ref, false))
          .isInstanceOf(ClusterLockedException.class);
    }

    @Test
    void cannotRenewItAndDoesNotGiveBackItsSuccessors() {
      assertThatThrownBy(paused::renew).isInstanceOf(ClusterLockedException.class);
      paused.close();
      assertThat(successor.isHeld()).isTrue();
      assertThatCode(() -> second.store(ref).save(successor, "journal", "fresh"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void anOwnerWhoseLeaseNobodyTookOverGoesOnOnceItRenews() {
    try (ClusterLock held = first.lock(ref, "first", LEASE)) {
      time.pass(LEASE.multipliedBy(2));
      held.renew();
      assertThat(held.isHeld()).isTrue();
      first.store(ref).save(held, "journal", "text");
      assertThat(second.store(ref).load("journal")).contains("text");
    }
  }

  @Test
  void ofADeadProcessIsTakenOverAtOnce() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    write(new LockRecord("dead", "token", dead.pid(), 1, now(), now(), LEASE.toMillis()));

    assertThatCode(() -> second.lock(ref, "second", LEASE).close()).doesNotThrowAnyException();
  }

  @Test
  void ofAPidThatAnotherProcessHasByNowIsTakenOverAtOnce() {
    long pid = ProcessHandle.current().pid();
    write(new LockRecord("dead", "token", pid, 1_000, now(), now(), LEASE.toMillis()));

    assertThatCode(() -> second.lock(ref, "second", LEASE).close()).doesNotThrowAnyException();
  }

  @Test
  void thatCannotBeUnderstoodIsNotIgnored() throws IOException {
    first.lock(ref, "first", LEASE).close();
    Files.writeString(lockFile().path(), "{ half");

    assertThatThrownBy(() -> second.lock(ref, "second", LEASE))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("Cannot understand")
        .hasMessageContaining("kafka.lock");
  }

  @Test
  void leavesNoFileOfAClusterBehind() throws IOException {
    first.lock(ref, "first", LEASE).close();
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(directory.resolve(".katka"));
    }
    assertThat(lockFile().path()).doesNotExist();
  }

  private long now() {
    return time.now().toEpochMilli();
  }

  private LockFile lockFile() {
    return new LockFile(directory.resolve(".katka").resolve("kafka.lock"));
  }

  private void write(LockRecord lock) {
    lockFile().write(lock);
  }
}
