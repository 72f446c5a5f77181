package io.katka.spec;

import io.katka.error.InvalidSpecException;
import io.katka.release.KafkaRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a cluster shall be, complete: nothing in it is left to be defaulted.
 *
 * @param name the cluster's name, a DNS label
 * @param release the version it runs
 * @param pools its brokers, at least one pool, names unique
 * @param controllers its metadata quorum; for the ZooKeeper era {@code count} is the ensemble's
 * @param config configuration of all brokers, and of controllers where it concerns them
 * @param upgrade how it is rolled
 * @param balance how it is rebalanced
 * @param detached whether its local processes outlive the program that started them
 */
public record ClusterSpec(
    String name,
    KafkaRelease release,
    List<NodePoolSpec> pools,
    ControllerSpec controllers,
    Map<String, String> config,
    UpgradePolicy upgrade,
    BalancePolicy balance,
    boolean detached) {

  public ClusterSpec {
    ClusterRef.checkName("name", name);
    Objects.requireNonNull(release, "release");
    pools = List.copyOf(pools);
    Objects.requireNonNull(controllers, "controllers");
    config = Collections.unmodifiableMap(new TreeMap<>(config));
    Objects.requireNonNull(upgrade, "upgrade");
    Objects.requireNonNull(balance, "balance");
    if (pools.isEmpty()
        || pools.stream().map(NodePoolSpec::name).distinct().count() < pools.size()) {
      throw new InvalidSpecException(
          "pools",
          pools.stream().map(NodePoolSpec::name).toList(),
          "one or more, with different names",
          "Name each pool once.");
    }
  }

  /** How many brokers the pools have together. */
  public int brokerCount() {
    return pools.stream().mapToInt(NodePoolSpec::replicas).sum();
  }

  /** The pool of that name. */
  public NodePoolSpec pool(String poolName) {
    return pools.stream()
        .filter(p -> p.name().equals(poolName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpecException(
                    "pool",
                    poolName,
                    pools.stream().map(NodePoolSpec::name).toList().toString(),
                    "Name one of the cluster's pools."));
  }

  /** This cluster with one pool changed, or added where there is none of that name. */
  public ClusterSpec pool(String poolName, UnaryOperator<NodePoolSpec> change) {
    var changed = new ArrayList<NodePoolSpec>();
    boolean found = false;
    for (NodePoolSpec pool : pools) {
      boolean match = pool.name().equals(poolName);
      found |= match;
      changed.add(match ? change.apply(pool) : pool);
    }
    if (!found) {
      changed.add(change.apply(NodePoolSpec.of(poolName, 1)));
    }
    return new ClusterSpec(name, release, changed, controllers, config, upgrade, balance, detached);
  }

  /** This cluster with all pools changed alike. */
  public ClusterSpec allPools(UnaryOperator<NodePoolSpec> change) {
    return new ClusterSpec(
        name,
        release,
        pools.stream().map(change).toList(),
        controllers,
        config,
        upgrade,
        balance,
        detached);
  }

  /** This cluster on another release. */
  public ClusterSpec release(KafkaRelease other) {
    return new ClusterSpec(name, other, pools, controllers, config, upgrade, balance, detached);
  }

  /** This cluster with another quorum. */
  public ClusterSpec controllers(ControllerSpec other) {
    return new ClusterSpec(name, release, pools, other, config, upgrade, balance, detached);
  }

  /** This cluster with one setting more or changed. */
  public ClusterSpec config(String key, Object value) {
    var merged = new TreeMap<>(config);
    merged.put(key, String.valueOf(value));
    return new ClusterSpec(name, release, pools, controllers, merged, upgrade, balance, detached);
  }

  /** This cluster without a setting, which goes back to its default. */
  public ClusterSpec withoutConfig(String key) {
    var merged = new TreeMap<>(config);
    merged.remove(key);
    return new ClusterSpec(name, release, pools, controllers, merged, upgrade, balance, detached);
  }

  /** This cluster rolled another way. */
  public ClusterSpec upgrade(UpgradePolicy policy) {
    return new ClusterSpec(name, release, pools, controllers, config, policy, balance, detached);
  }

  /** This cluster rebalanced another way. */
  public ClusterSpec balance(BalancePolicy policy) {
    return new ClusterSpec(name, release, pools, controllers, config, upgrade, policy, detached);
  }

  /** This cluster, outliving the program that started it or not. */
  public ClusterSpec detached(boolean lives) {
    return new ClusterSpec(name, release, pools, controllers, config, upgrade, balance, lives);
  }
}
