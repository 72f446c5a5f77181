package io.katka.kafka.proof;

import io.katka.error.KatkaException;
import java.time.Duration;

/** A daemon thread that does one thing over and over until it is told to stop. */
abstract class Worker {
  private static final Duration JOIN = Duration.ofSeconds(10);

  private final Thread thread;
  private volatile boolean stopping;

  Worker(String name) {
    thread = new Thread(this::runUntilStopped, name);
    thread.setDaemon(true);
  }

  /** One turn; an interrupt ends the thread. */
  abstract void turn() throws InterruptedException;

  /** Called on the thread when it ends, or by who stops it before it was started. */
  void ended() {}

  final void start() {
    thread.start();
  }

  final boolean isStopping() {
    return stopping;
  }

  /** Lets the present turn end. */
  final void stop(Duration patience) {
    stopping = true;
    join(patience);
  }

  /** Breaks the present turn off. */
  final void abort() {
    stopping = true;
    thread.interrupt();
    join(JOIN);
  }

  private void join(Duration patience) {
    if (thread.getState() == Thread.State.NEW) {
      ended();
      return;
    }
    try {
      thread.join(patience.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(JOIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KatkaException("Interrupted while ending " + thread.getName() + ".", e);
    }
  }

  private void runUntilStopped() {
    try {
      while (!stopping) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended();
    }
  }
}
