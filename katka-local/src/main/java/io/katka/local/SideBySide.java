package io.katka.local;

import io.katka.error.KatkaException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Starts the two roles of one node at once, as Kafka's own test kit does: much of either start is
 * waiting. The broker begins when the controller has brought up what they share, because only the
 * controller knows at which address the node votes.
 *
 * <p>If either fails, so does the start, and no broker stays behind that waits for a controller
 * that is gone.
 */
final class SideBySide {
  private static final long LOOK_MILLIS = 1;
  private static final long INTERRUPT_MILLIS = 500;

  private final Runnable controller;
  private final BooleanSupplier shared;
  private final Runnable broker;
  private final CountDownLatch controllerUp = new CountDownLatch(1);

  SideBySide(Runnable controller, BooleanSupplier shared, Runnable broker) {
    this.controller = controller;
    this.shared = shared;
    this.broker = broker;
  }

  /** Returns once both have started; throws what one of them threw. */
  void run() {
    var start = new FutureTask<Void>(this::startBroker, null);
    var thread = new Thread(start, "katka-jvm-broker");
    thread.setDaemon(true);
    thread.start();
    boolean up = false;
    try {
      controller.run();
      controllerUp.countDown();
      up = true;
    } finally {
      if (!up) {
        start.cancel(true);
        awaitEnd(thread);
      }
    }
    await(start);
  }

  private void startBroker() {
    try {
      while (!shared.getAsBoolean() && !controllerUp.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        continue;
      }
    } catch (InterruptedException e) {
      return;
    }
    broker.run();
  }

  /** One interruption may meet a place that does not mind it. */
  private static void awaitEnd(Thread thread) {
    try {
      while (thread.isAlive()) {
        thread.interrupt();
        thread.join(INTERRUPT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(FutureTask<Void> start) {
    try {
      start.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a start throws nothing checked", cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KatkaException("Interrupted while a broker starts", e);
    }
  }
}
