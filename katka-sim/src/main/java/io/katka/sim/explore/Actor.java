package io.katka.sim.explore;

import io.katka.ClusterOperation;
import io.katka.Katka;
import io.katka.Run;
import io.katka.error.ApplyCancelledException;
import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.sim.DriverDeath;
import io.katka.sim.SimDriver;
import io.katka.sim.SimWorld;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants something of the cluster, and does not give up: when its driver dies or its
 * run fails, another one comes after a while. It is driven by the world's own events, so that
 * several can be at work together.
 */
final class Actor {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final SimWorld world;
  private final BiFunction<SimWorld, SimDriver, Katka.Builder> settings;
  private final Function<Katka, ClusterOperation> request;
  private final int patience;
  private @Nullable SimDriver driver;
  private @Nullable Run run;
  private int failures;
  private int deaths;
  private int locked;
  private boolean ended;
  private String outcome = "";
  private @Nullable RuntimeException bug;

  /**
   * Somebody.
   *
   * @param patience how many failures in a row are enough
   */
  Actor(
      SimWorld world,
      BiFunction<SimWorld, SimDriver, Katka.Builder> settings,
      Function<Katka, ClusterOperation> request,
      int patience) {
    this.world = world;
    this.settings = settings;
    this.request = request;
    this.patience = patience;
  }

  void begin() {
    later(Duration.ZERO);
  }

  private void later(Duration wait) {
    world.after(wait, this::step);
  }

  private void step() {
    if (ended) {
      return;
    }
    try {
      advance();
    } catch (DriverDeath e) {
      deaths++;
      run = null;
      driver = null;
      later(AGAIN);
    } catch (KatkaException e) {
      run = null;
      failed(e);
    } catch (RuntimeException e) {
      bug = e;
      end("bug: " + e);
    }
  }

  private void advance() {
    Run going = run;
    if (going == null) {
      SimDriver fresh = world.driver();
      driver = fresh;
      going = request.apply(settings.apply(world, fresh).build()).start();
      run = going;
    }
    Optional<Duration> wait = going.step();
    if (wait.isPresent()) {
      later(wait.get());
    } else {
      run = null;
      end("done");
    }
  }

  private void failed(KatkaException e) {
    outcome = e.getClass().getSimpleName() + ": " + e.getMessage();
    if (e instanceof ClusterLockedException) {
      locked++;
    } else if (!(e instanceof ApplyCancelledException)) {
      failures++;
    }
    if (failures >= patience || locked > 400) {
      end(outcome);
    } else {
      later(AGAIN);
    }
  }

  private void end(String how) {
    outcome = how;
    ended = true;
  }

  /** Gives up where it is: its driver dies. */
  void leave() {
    ended = true;
    kill();
  }

  /** Its driver dies; another one comes. */
  void kill() {
    SimDriver alive = driver;
    if (alive != null) {
      alive.die();
    }
  }

  boolean isEnded() {
    return ended;
  }

  boolean isDone() {
    return ended && outcome.equals("done");
  }

  String outcome() {
    return outcome;
  }

  int failures() {
    return failures;
  }

  int resumes() {
    return deaths + failures;
  }

  @Nullable RuntimeException bug() {
    return bug;
  }
}
