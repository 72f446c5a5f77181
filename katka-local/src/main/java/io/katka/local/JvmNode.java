package io.katka.local;

import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster within this JVM. What is asked of it is done one after the other, on
 * another thread.
 */
final class JvmNode {
  private final Executor threads;
  private final Function<NodeSpec, KafkaServer> maker;
  private final Object work = new Object();
  private volatile NodeSpec spec;
  private volatile NodePhase phase = NodePhase.STOPPED;
  private volatile String incarnation = "";
  private volatile String running = "";
  private volatile String failure = "";
  private volatile @Nullable KafkaServer server;

  /**
   * A node that is down.
   *
   * @param maker makes a server, with a formatted volume
   */
  JvmNode(NodeSpec spec, Executor threads, Function<NodeSpec, KafkaServer> maker) {
    this.spec = spec;
    this.threads = threads;
    this.maker = maker;
  }

  int id() {
    return spec.id();
  }

  NodeSpec spec() {
    return spec;
  }

  boolean isUp() {
    return phase == NodePhase.RUNNING || phase == NodePhase.STARTING;
  }

  boolean isDown() {
    return phase == NodePhase.STOPPED || phase == NodePhase.FAILED;
  }

  PlatformNode observe(VolumeState volume) {
    boolean live = !isDown();
    return new PlatformNode(
        spec, phase, volume, live ? running : "", live ? incarnation : "", failure);
  }

  synchronized void start(NodeSpec wanted) {
    spec = wanted;
    if (!isUp()) {
      phase = NodePhase.STARTING;
      threads.execute(this::bringUp);
    }
  }

  synchronized void restart(NodeSpec wanted) {
    boolean same = isUp() && running.equals(wanted.revision().fingerprint());
    if (phase == NodePhase.STARTING && same) {
      return;
    }
    spec = wanted;
    phase = NodePhase.STOPPING;
    threads.execute(
        () -> {
          takeDown(false);
          starting();
          bringUp();
        });
  }

  private synchronized void starting() {
    phase = NodePhase.STARTING;
  }

  /**
   * Stops it.
   *
   * @param abruptly without handing anything over
   */
  synchronized void stop(boolean abruptly) {
    if (!isDown()) {
      phase = NodePhase.STOPPING;
      threads.execute(() -> takeDown(abruptly));
    }
  }

  private void bringUp() {
    synchronized (work) {
      NodeSpec wanted = spec;
      running = wanted.revision().fingerprint();
      incarnation = UUID.randomUUID().toString();
      failure = "";
      try {
        KafkaServer made = maker.apply(wanted);
        server = made;
        made.start();
        arrived(NodePhase.STARTING, NodePhase.RUNNING);
      } catch (RuntimeException | LinkageError e) {
        failure = String.valueOf(e.getMessage());
        quietly(false);
        arrived(NodePhase.STARTING, NodePhase.FAILED);
      }
    }
  }

  private void takeDown(boolean abruptly) {
    if (abruptly) {
      // Before its turn: a start that waits for a quorum in vain ends by this.
      drop();
    }
    synchronized (work) {
      quietly(abruptly);
      arrived(NodePhase.STOPPING, NodePhase.STOPPED);
    }
  }

  private synchronized void arrived(NodePhase from, NodePhase to) {
    if (phase == from) {
      phase = to;
    }
  }

  private void drop() {
    KafkaServer present = server;
    if (present != null) {
      try {
        present.drop();
      } catch (RuntimeException e) {
        failure = String.valueOf(e.getMessage());
      }
    }
  }

  private void quietly(boolean dropped) {
    KafkaServer present = server;
    server = null;
    if (present != null) {
      try {
        present.stop();
      } catch (RuntimeException e) {
        failure = (dropped ? "" : failure + " ") + e.getMessage();
      }
    }
  }
}
