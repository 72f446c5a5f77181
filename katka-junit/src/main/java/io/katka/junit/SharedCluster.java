package io.katka.junit;

import io.katka.fixture.FixtureSpec;
import io.katka.fixture.KatkaTestCluster;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster that several tests use; its users are counted under the lock of all of them. */
final class SharedCluster {
  private final FixtureSpec spec;
  private final List<String> users = new ArrayList<>();
  private @Nullable String owner;
  private @Nullable KatkaTestCluster cluster;
  private @Nullable RuntimeException failure;
  private boolean closed;

  SharedCluster(FixtureSpec spec) {
    this.spec = spec;
  }

  FixtureSpec spec() {
    return spec;
  }

  /** The cluster, started by the first that asks; if that fails, all others hear the same. */
  synchronized KatkaTestCluster started() {
    if (closed) {
      throw new IllegalStateException("The shared cluster (" + spec + ") has ended.");
    }
    if (failure != null) {
      throw failure;
    }
    KatkaTestCluster present = cluster;
    if (present == null) {
      try {
        present = KatkaTestCluster.start(spec);
        cluster = present;
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return present;
  }

  synchronized void close() {
    closed = true;
    if (cluster != null) {
      cluster.close();
    }
  }

  void enter(String user) {
    users.add(user);
  }

  void leave(String user) {
    users.remove(user);
  }

  boolean isUnused() {
    return users.isEmpty();
  }

  boolean isOwned() {
    return owner != null;
  }

  void own(String user) {
    String present = owner;
    if (present != null && !related(present, user)) {
      throw new IllegalStateException(
          "%s wants to change the shared cluster (%s) that %s is about to change. Give one of them a cluster of its own: isolation = CLASS or METHOD."
              .formatted(user, spec, present));
    }
    owner = present == null ? user : present;
  }

  boolean hasOthers(String user) {
    return !others(user).isEmpty();
  }

  List<String> others(String user) {
    return users.stream().filter(other -> !related(other, user)).toList();
  }

  /** Whether one stands above the other in the tree of tests, or they are the same. */
  private static boolean related(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }
}
