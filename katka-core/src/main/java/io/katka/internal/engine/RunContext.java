package io.katka.internal.engine;

import io.katka.error.ClusterLockedException;
import io.katka.event.Movement;
import io.katka.plan.Plan;
import io.katka.plan.PlannedStep;
import io.katka.spec.ClusterRef;
import io.katka.spi.ClusterLock;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Platform;
import io.katka.spi.Time;
import io.katka.state.KafkaState;
import io.katka.state.PlatformState;
import io.katka.step.StepContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** The context of one step within one run. */
final class RunContext implements StepContext {
  private final RunSetup setup;
  private final PlannedStep step;
  private final Views views;
  private final DoubleConsumer progress;
  private final Consumer<String> tell;
  private final Consumer<Movement> moved;

  RunContext(
      RunSetup setup,
      PlannedStep step,
      Views views,
      DoubleConsumer progress,
      Consumer<String> tell,
      Consumer<Movement> moved) {
    this.setup = setup;
    this.step = step;
    this.views = views;
    this.progress = progress;
    this.tell = tell;
    this.moved = moved;
  }

  @Override
  public ClusterRef ref() {
    return setup.plan().ref();
  }

  @Override
  public Plan plan() {
    return setup.plan();
  }

  @Override
  public PlannedStep step() {
    return step;
  }

  @Override
  public Time time() {
    return setup.time();
  }

  @Override
  public PlatformState nodes() {
    return views.nodes();
  }

  @Override
  public KafkaState kafka(KafkaGateway.Look... looks) {
    return views.kafka(Set.copyOf(Arrays.asList(looks)));
  }

  @Override
  public Platform platform() {
    return setup.platform();
  }

  @Override
  public KafkaGateway gateway() {
    return setup.gateway();
  }

  @Override
  public ClusterLock lock() {
    ClusterLock lock = setup.lock();
    if (!lock.isHeld()) {
      lock.renew();
    }
    if (!lock.isHeld()) {
      Instant now = setup.time().now();
      throw new ClusterLockedException(
          ref().name(), "nobody known: " + lock.owner() + " could not renew its lease", now);
    }
    return lock;
  }

  @Override
  public Optional<String> note(String key) {
    return setup.journal().note(key);
  }

  @Override
  public void keep(String key, String text) {
    setup.journal().keep(lock(), key, text);
  }

  @Override
  public void forget(String key) {
    setup.journal().forget(lock(), key);
  }

  @Override
  public void progress(double fraction) {
    progress.accept(fraction);
  }

  @Override
  public void moved(Movement movement) {
    moved.accept(movement);
  }

  @Override
  public void tell(String text) {
    tell.accept(text);
  }
}
