package io.katka;

import io.katka.event.BlockedSince;
import io.katka.internal.engine.PlanRun;
import io.katka.plan.Plan;
import io.katka.spi.ClusterLock;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run with what it holds open: the lock, the gateway, the thread that renews the lock. */
final class Drive implements AutoCloseable {
  private final KafkaGateway gateway;
  private final ClusterLock lock;
  private final AutoCloseable renewal;
  private final Time time;
  private final Supplier<@Nullable PlanRun> more;
  private volatile PlanRun run;
  private boolean closed;
  private volatile boolean interrupted;

  /**
   * A run.
   *
   * @param more plans what could not be planned before the run's end; null for nothing more
   */
  Drive(
      PlanRun run,
      Supplier<@Nullable PlanRun> more,
      KafkaGateway gateway,
      ClusterLock lock,
      AutoCloseable renewal,
      Time time) {
    this.run = run;
    this.more = more;
    this.gateway = gateway;
    this.lock = lock;
    this.renewal = renewal;
    this.time = time;
  }

  Plan plan() {
    return run.plan();
  }

  double progress() {
    return run.progress();
  }

  String currentStep() {
    return run.currentStep();
  }

  List<BlockedSince> blockers() {
    return run.blockers();
  }

  void cancel() {
    run.cancel();
  }

  void interrupted() {
    interrupted = true;
  }

  Time time() {
    return time;
  }

  ApplyResult result() {
    return ApplyResult.of(run.report().orElseThrow());
  }

  synchronized Optional<Duration> tick() {
    try {
      Optional<Duration> wait = run.tick();
      if (wait.isPresent()) {
        return wait;
      }
      PlanRun next = more.get();
      if (next != null) {
        run = next;
        return Optional.of(Duration.ZERO);
      }
      close();
      return Optional.empty();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    run.abandon();
    try {
      renewal.close();
    } catch (Exception e) {
      throw new IllegalStateException("ending a lock's renewal cannot fail", e);
    } finally {
      gateway.close();
      lock.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
