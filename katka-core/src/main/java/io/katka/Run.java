package io.katka;

import io.katka.error.ApplyCancelledException;
import io.katka.error.ApplyTimeoutException;
import io.katka.error.KatkaException;
import io.katka.event.BlockedSince;
import io.katka.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run on its way. All methods but {@link #step()} may be called from any thread. */
public final class Run implements AutoCloseable {
  private final Drive drive;
  private final CompletableFuture<ApplyResult> completion = new CompletableFuture<>();

  Run(Drive drive) {
    this.drive = drive;
  }

  /** What is carried out. */
  public Plan plan() {
    return drive.plan();
  }

  /** How much is done, 0 to 1. */
  public double progress() {
    return drive.progress();
  }

  /** The id of the step under way; empty while there is none. */
  public String currentStep() {
    return drive.currentStep();
  }

  /** Why it waits, and since when; empty while it does not. */
  public List<BlockedSince> blockers() {
    return drive.blockers();
  }

  /**
   * Asks it to end. A node being restarted is awaited; then it ends with {@link
   * ApplyCancelledException}. What was done stays done, and {@code apply()} goes on from there.
   */
  public void cancel() {
    drive.cancel();
  }

  /**
   * Completes when the run ends: with its result, or with the {@link KatkaException} it ended by.
   */
  public CompletableFuture<ApplyResult> completion() {
    return completion.copy();
  }

  /**
   * Waits for the run's end; the run goes on when this gives up.
   *
   * @throws ApplyTimeoutException if it takes longer
   * @throws KatkaException by which the run ended
   */
  public ApplyResult await(Duration timeout) {
    try {
      return completion.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ApplyTimeoutException(
          "After %s the run is at %s (%.0f %%), waiting for %s; it goes on."
              .formatted(timeout, currentStep(), progress() * 100, describe()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApplyCancelledException("Interrupted while waiting for the run; it goes on.");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KatkaException known
          ? known
          : new KatkaException(String.valueOf(e.getCause()), e);
    }
  }

  private List<String> describe() {
    return blockers().stream().limit(10).map(b -> b.blocker().describe()).toList();
  }

  /**
   * Does what can be done now, for a run that was opened with {@code start()}: one call after the
   * other, from any thread.
   *
   * @return how long to wait before the next call; empty once it ended
   * @throws KatkaException if it ended without reaching its end
   */
  public Optional<Duration> step() {
    try {
      Optional<Duration> wait = drive.tick();
      if (wait.isEmpty()) {
        completion.complete(drive.result());
      }
      return wait;
    } catch (RuntimeException e) {
      completion.completeExceptionally(e);
      throw e;
    }
  }

  /** Gives up a run that was opened with {@code start()} where it is, and the lock with it. */
  @Override
  public void close() {
    drive.close();
    completion.completeExceptionally(
        new ApplyCancelledException("The run was closed before its end."));
  }

  ApplyResult drive() {
    try {
      Optional<Duration> wait = step();
      while (wait.isPresent()) {
        pause(wait.get());
        wait = step();
      }
    } catch (CompletionException e) {
      throw new KatkaException(String.valueOf(e.getCause()), e);
    } finally {
      drive.close();
    }
    return completion.join();
  }

  private void pause(Duration wait) {
    try {
      drive.time().sleep(wait);
    } catch (InterruptedException e) {
      cancel();
      drive.interrupted();
    }
  }

  void driveAsync() {
    var thread =
        new Thread(
            () -> {
              try {
                drive();
              } catch (RuntimeException e) {
                completion.completeExceptionally(e);
              }
            },
            "katka-run-" + plan().ref().name());
    thread.setDaemon(true);
    thread.start();
  }
}
