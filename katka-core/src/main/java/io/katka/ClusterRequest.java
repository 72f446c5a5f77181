package io.katka;

import io.katka.error.InvalidSpecException;
import io.katka.event.KatkaEvent;
import io.katka.release.KafkaRelease;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.spec.UpgradePolicy;
import io.katka.spi.ProofSpec;
import io.katka.step.Gate;
import io.katka.step.Step;
import io.katka.workflow.WorkflowEdits.Edit;
import io.katka.workflow.WorkflowEdits.Place;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a caller asks of a cluster. What is left out keeps its present value on a cluster that is
 * there, and gets its default on a new one. Nothing happens before {@link #plan()}, {@link
 * #apply()} or another terminal verb. For one thread.
 */
@CheckReturnValue
public final class ClusterRequest extends ClusterOperation {
  ClusterRequest(Katka katka, String name) {
    super(katka, new OperationSettings(name), Workflow.APPLY);
  }

  private ClusterRequest edit(UnaryOperator<ClusterSpec> edit) {
    settings().edit(edit);
    return this;
  }

  /** How many brokers, 1 to 1000; of a cluster with several pools, those of the first one. */
  public ClusterRequest replicas(int brokers) {
    return pool(NodePoolSpec.DEFAULT_NAME, p -> p.replicas(brokers));
  }

  /**
   * Which version: an Apache Kafka number, or one of Confluent Platform that Apache Kafka does not
   * have, which the plan then says.
   */
  public ClusterRequest version(String version) {
    return release(katka().releases().find(version));
  }

  /** Which release. */
  public ClusterRequest release(KafkaRelease release) {
    settings().release(release);
    return edit(spec -> spec.release(release));
  }

  /** Changes a pool of brokers, or adds one of that name. */
  public ClusterRequest pool(String name, UnaryOperator<NodePoolSpec> change) {
    NodePoolSpec probe = change.apply(NodePoolSpec.of(name, 1));
    if (!probe.name().equals(name)) {
      throw new InvalidSpecException("pool", probe.name(), name, "A pool keeps its name.");
    }
    return edit(spec -> spec.pool(name, change));
  }

  /**
   * A quorum of so many controllers that are nothing else: 1, 3, 5, 7 or 9. Refused with a release
   * that keeps its metadata in ZooKeeper.
   */
  public ClusterRequest controllers(int count) {
    var controllers = new ControllerSpec(Topology.DEDICATED, count);
    settings().quorum(new QuorumWish.Controllers("controllers(" + count + ")"));
    return edit(spec -> spec.controllers(controllers));
  }

  /**
   * A ZooKeeper ensemble of so many members instead of controllers: 1, 3, 5, 7 or 9. For Apache
   * Kafka 3.9 and older; refused with 4.0 and newer, which know no ZooKeeper. Releases before 3.9
   * and Confluent Platform before 8.0 have one of 3 members without being asked.
   */
  public ClusterRequest zookeeper(int count) {
    settings().quorum(new QuorumWish.ZooKeeper(new ControllerSpec(Topology.DEDICATED, count)));
    return this;
  }

  /** The first three brokers, or the first one of fewer, are the controllers too. */
  public ClusterRequest combined() {
    settings().quorum(new QuorumWish.Controllers("combined()"));
    return edit(spec -> spec.controllers(new ControllerSpec(Topology.COMBINED, 3)));
  }

  /** Sets a broker setting or a topic default for the whole cluster, by its name in Kafka. */
  public ClusterRequest config(String key, Object value) {
    return edit(spec -> spec.config(key, value));
  }

  /** Puts a setting back to its default. */
  public ClusterRequest withoutConfig(String key) {
    return edit(spec -> spec.withoutConfig(key));
  }

  /** Changes the volumes of all pools. */
  public ClusterRequest storage(UnaryOperator<StorageSpec> change) {
    return edit(spec -> spec.allPools(p -> p.storage(change.apply(p.storage()))));
  }

  /** Changes what the brokers of all pools may use. */
  public ClusterRequest resources(UnaryOperator<ResourcesSpec> change) {
    return edit(spec -> spec.allPools(p -> p.resources(change.apply(p.resources()))));
  }

  /** Spreads the brokers of all pools over these racks. */
  public ClusterRequest racks(String... racks) {
    return edit(spec -> spec.allPools(p -> p.racks(List.of(racks))));
  }

  /** Changes how the cluster is rolled. */
  public ClusterRequest upgrade(Consumer<UpgradePolicy.Builder> change) {
    change.accept(UpgradePolicy.DEFAULT.toBuilder());
    return edit(
        spec -> {
          UpgradePolicy.Builder builder = spec.upgrade().toBuilder();
          change.accept(builder);
          return spec.upgrade(builder.build());
        });
  }

  /** Changes how the cluster is rebalanced. */
  public ClusterRequest balance(UnaryOperator<BalancePolicy> change) {
    return edit(spec -> spec.balance(change.apply(spec.balance())));
  }

  /** Lets local processes outlive this program. */
  public ClusterRequest detached() {
    return edit(spec -> spec.detached(true));
  }

  /** Puts a caller's step before each step of that name. */
  public ClusterRequest before(String step, Supplier<? extends Step> custom) {
    return change(Place.BEFORE, step, custom);
  }

  /** Puts a caller's step after each step of that name. */
  public ClusterRequest after(String step, Supplier<? extends Step> custom) {
    return change(Place.AFTER, step, custom);
  }

  /** Puts a caller's step in place of each step of that name. */
  public ClusterRequest replace(String step, Supplier<? extends Step> custom) {
    return change(Place.REPLACE, step, custom);
  }

  /** Leaves out each step of that name; what keeps data safe cannot be left out. */
  public ClusterRequest without(String step) {
    return change(Place.WITHOUT, step, () -> Step.of(step, context -> {}));
  }

  private ClusterRequest change(Place place, String step, Supplier<? extends Step> custom) {
    settings().edits(edits -> edits.plus(new Edit(place, step, custom)));
    return this;
  }

  /** Adds a condition to what must hold before a node is taken down or data is moved. */
  public ClusterRequest gate(String name, Gate gate) {
    settings().edits(edits -> edits.plus(name, gate));
    return this;
  }

  /** Proves what clients see, with traffic over the cluster while it is changed. */
  public ClusterRequest prove(UnaryOperator<ProofSpec> change) {
    settings().proof(change.apply(ProofSpec.DEFAULT));
    return this;
  }

  /** Tells this request's runs to a listener, besides the instance's. */
  public ClusterRequest listener(Consumer<KatkaEvent> listener) {
    settings().listener(listener);
    return this;
  }

  /** What is there now. */
  public ClusterStatus status() {
    return new Session(katka(), settings()).status();
  }

  /** Whether all is well, and if not, what is wrong. */
  public Health health() {
    return status().health();
  }

  /**
   * Spreads replicas and leaders evenly over the brokers that are there, under this request's
   * {@link #balance}; nothing else is changed. Nothing to do gives an empty plan.
   */
  public ClusterOperation rebalance() {
    return new ClusterOperation(katka(), settings(), Workflow.REBALANCE);
  }

  /**
   * Makes the version that all nodes run binding ({@code metadata.version} and the other features).
   * There is no way back to an older version afterwards.
   */
  public ClusterOperation finalizeVersion() {
    return new ClusterOperation(katka(), settings(), Workflow.FINALIZE);
  }

  /** Rolls back to what the cluster ran before its last change of version, until finalized. */
  public ClusterOperation rollback() {
    return new ClusterOperation(katka(), settings(), Workflow.ROLLBACK);
  }

  /** Ends the cluster; its volumes are kept, and a cluster of that name comes back with them. */
  public ClusterOperation delete() {
    return new ClusterOperation(katka(), settings(), Workflow.DELETE);
  }

  /** Ends the cluster together with all its data. */
  public ClusterOperation deleteWithVolumes() {
    return new ClusterOperation(katka(), settings(), Workflow.DELETE_WITH_VOLUMES);
  }
}
