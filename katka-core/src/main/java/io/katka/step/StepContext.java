package io.katka.step;

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
import java.util.Optional;

/** What a step sees of its run. */
public interface StepContext {
  /** The cluster. */
  ClusterRef ref();

  /** The whole plan. */
  Plan plan();

  /** The step as planned. */
  PlannedStep step();

  /** Time. */
  Time time();

  /** The platform's view, looked at once per poll. */
  PlatformState nodes();

  /** Kafka's view, looked at once per poll and kind of look. */
  KafkaState kafka(KafkaGateway.Look... looks);

  /** The port to nodes; each act needs {@link #lock()}. */
  Platform platform();

  /** The port to Kafka. */
  KafkaGateway gateway();

  /**
   * The cluster's lock, checked.
   *
   * @throws io.katka.error.ClusterLockedException if the run no longer holds it
   */
  ClusterLock lock();

  /** A note of an earlier step or an earlier run over the same cluster. */
  Optional<String> note(String key);

  /** Keeps a note, durable before this returns. Notes are for what cannot be observed. */
  void keep(String key, String text);

  /** Forgets a note. */
  void forget(String key);

  /** Tells how much of this step is done, 0 to 1. */
  void progress(double fraction);

  /** Tells how far the copying of replicas has come. */
  default void moved(Movement movement) {}

  /** Tells listeners something. */
  void tell(String text);
}
