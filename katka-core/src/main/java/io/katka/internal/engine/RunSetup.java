package io.katka.internal.engine;

import io.katka.event.KatkaEvent;
import io.katka.internal.steps.StepFactory;
import io.katka.plan.Plan;
import io.katka.spi.ClusterLock;
import io.katka.spi.KafkaGateway;
import io.katka.spi.Platform;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a run works with.
 *
 * @param id tells runs apart
 * @param plan what to carry out
 * @param platform the port to nodes
 * @param gateway the port to Kafka
 * @param lock the cluster's lock, held
 * @param journal the cluster's notes
 * @param factory makes steps
 * @param time time
 * @param stallTimeout how long a wait for an effect may go without coming nearer to it
 * @param listeners hear what happens
 */
public record RunSetup(
    String id,
    Plan plan,
    Platform platform,
    KafkaGateway gateway,
    ClusterLock lock,
    Journal journal,
    StepFactory factory,
    Time time,
    Duration stallTimeout,
    List<Consumer<KatkaEvent>> listeners) {
  public RunSetup {
    listeners = List.copyOf(listeners);
  }
}
