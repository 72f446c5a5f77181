package io.katka.sim.explore;

import io.katka.error.Problem;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.Topology;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.spi.RunStore;
import io.katka.state.PlatformState;
import java.time.Duration;
import java.util.List;

/** A platform as a breakage lets Katka see it. */
class LyingPlatform implements Platform {
  final Platform real;
  private final Mutant mutant;

  LyingPlatform(Platform real, Mutant mutant) {
    this.real = real;
    this.mutant = mutant;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public ClusterRef ref(String clusterName) {
    return real.ref(clusterName);
  }

  @Override
  public String location(ClusterRef ref) {
    return real.location(ref);
  }

  @Override
  public Topology defaultTopology() {
    return real.defaultTopology();
  }

  @Override
  public Duration pollInterval() {
    return real.pollInterval();
  }

  @Override
  public PlatformState observe(ClusterRef ref) {
    return mutant.seen(real.observe(ref));
  }

  @Override
  public List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> nodes) {
    return real.check(ref, target, nodes);
  }

  @Override
  public Connection connection(ClusterRef ref, Purpose purpose) {
    return real.connection(ref, purpose);
  }

  @Override
  public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
    return real.lock(ref, owner, lease);
  }

  @Override
  public RunStore store(ClusterRef ref) {
    return real.store(ref);
  }

  @Override
  public void prepare(ClusterLock lock, ClusterRef ref, Foundation foundation) {
    real.prepare(lock, ref, foundation);
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    real.start(lock, ref, node);
  }

  @Override
  public void restart(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    real.restart(lock, ref, node);
  }

  @Override
  public void stop(ClusterLock lock, ClusterRef ref, int node) {
    real.stop(lock, ref, node);
  }

  @Override
  public void kill(ClusterLock lock, ClusterRef ref, int node) {
    real.kill(lock, ref, node);
  }

  @Override
  public void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    real.replaceVolume(lock, ref, node);
  }

  @Override
  public void remove(ClusterLock lock, ClusterRef ref, int node, boolean keepVolumes) {
    real.remove(lock, ref, node, keepVolumes);
  }

  @Override
  public void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes) {
    real.delete(lock, ref, keepVolumes);
  }

  @Override
  public String controllerEndpoint(ClusterRef ref, int node) {
    return real.controllerEndpoint(ref, node);
  }

  @Override
  public List<String> logTail(ClusterRef ref, int node, int lines) {
    return real.logTail(ref, node, lines);
  }

  @Override
  public void close() {
    real.close();
  }
}
