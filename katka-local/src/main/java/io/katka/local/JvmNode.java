package io.katka.local;

import io.katka.spec.NodeSpec;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.VolumeState;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster within this JVM. What is asked of it is done one after the other, on
 * another thread.
 */
final class JvmNode {
  private final Executor threads;
  private final Function<NodeSpec, KafkaServer> maker;
  private final Object dropping = new Object();
  private int lastAct;
  private boolean comingUp;
  private CompletableFuture<Void> queue = CompletableFuture.completedFuture(null);
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
    return phase.isDown();
  }

  PlatformNode observe(VolumeState volume) {
    boolean live = !isDown();
    return new PlatformNode(
        spec, phase, volume, live ? running : "", live ? incarnation : "", failure);
  }

  synchronized void start(NodeSpec wanted) {
    spec = wanted;
    if (!isUp()) {
      comingUp = true;
      enqueue(NodePhase.STARTING, this::bringUp);
    }
  }

  synchronized void restart(NodeSpec wanted) {
    boolean underWay = comingUp && !queue.isDone() && spec.equals(wanted);
    if (!underWay) {
      spec = wanted;
      comingUp = true;
      enqueue(
          NodePhase.STOPPING,
          act -> {
            quietly();
            arrived(act, NodePhase.STARTING);
            bringUp(act);
          });
    }
  }

  /**
   * Stops it.
   *
   * @param abruptly without handing anything over
   */
  synchronized void stop(boolean abruptly) {
    if (isDown()) {
      return;
    }
    if (abruptly) {
      // Not in its turn: a start before it may wait for a quorum in vain, and ends by this.
      threads.execute(this::drop);
    }
    comingUp = false;
    enqueue(
        NodePhase.STOPPING,
        act -> {
          if (abruptly) {
            // What is stopped in order hands over before, for minutes where nobody is left to.
            drop();
          }
          quietly();
          arrived(act, NodePhase.STOPPED);
        });
  }

  private void enqueue(NodePhase until, IntConsumer task) {
    phase = until;
    int act = ++lastAct;
    queue =
        queue.handleAsync(
            (nothing, failed) -> {
              task.accept(act);
              return null;
            },
            threads);
  }

  private void bringUp(int act) {
    NodeSpec wanted = spec;
    running = wanted.revision().fingerprint();
    incarnation = UUID.randomUUID().toString();
    failure = "";
    try {
      KafkaServer made = maker.apply(wanted);
      server = made;
      made.start();
      arrived(act, NodePhase.RUNNING);
    } catch (RuntimeException | LinkageError e) {
      quietly();
      failure = String.valueOf(e.getMessage());
      arrived(act, NodePhase.FAILED);
    }
  }

  /** Its phase now, unless something else was asked of it meanwhile. */
  private synchronized void arrived(int act, NodePhase now) {
    if (act == lastAct) {
      phase = now;
    }
  }

  private void drop() {
    synchronized (dropping) {
      KafkaServer present = server;
      if (present != null) {
        try {
          present.drop();
        } catch (RuntimeException e) {
          failure = String.valueOf(e.getMessage());
        }
      }
    }
  }

  private void quietly() {
    KafkaServer present = server;
    server = null;
    if (present != null) {
      try {
        present.stop();
      } catch (RuntimeException e) {
        failure = String.valueOf(e.getMessage());
      }
    }
  }
}
