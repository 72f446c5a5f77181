package io.katka.internal.planner;

import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.Topology;
import io.katka.spec.UpgradePolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a new cluster is where its caller left it open. */
public final class Defaults {
  private static final int DURABLE_BROKERS = 3;

  /**
   * A follower that hears of a new leader before that one itself does asks again so many
   * milliseconds later, and whoever produces with {@code acks=all} waits for it. Kafka's default is
   * 1,000.
   */
  private static final int FETCH_BACKOFF_MILLIS = 200;

  private Defaults() {}

  /** A cluster of which only name and release are said. */
  public static ClusterSpec cluster(String name, KafkaRelease release, Topology topology) {
    return new ClusterSpec(
        name,
        release,
        List.of(NodePoolSpec.of(NodePoolSpec.DEFAULT_NAME, 1)),
        new ControllerSpec(topology, 3),
        Map.of(),
        UpgradePolicy.DEFAULT,
        BalancePolicy.DEFAULT,
        false);
  }

  /**
   * Writes out, once, what a cluster is founded with: what depends on the number of brokers stays
   * when that number changes later, unless the caller says otherwise. Brokers to which no racks are
   * given are spread over the zones, where there are several of both.
   */
  public static ClusterSpec settle(ClusterSpec spec, List<String> zones) {
    int brokers = spec.brokerCount();
    int factor = Math.min(DURABLE_BROKERS, brokers);
    int minIsr = factor >= DURABLE_BROKERS ? 2 : 1;
    var config = new TreeMap<String, String>();
    put(config, FETCH_BACKOFF_MILLIS, "replica.fetch.backoff.ms");
    put(config, factor, "default.replication.factor", "offsets.topic.replication.factor");
    put(config, factor, "transaction.state.log.replication.factor");
    put(config, minIsr, "min.insync.replicas", "transaction.state.log.min.isr");
    if (spec.release().metadata() == MetadataMode.KRAFT) {
      put(config, factor, "share.coordinator.state.topic.replication.factor");
      put(config, minIsr, "share.coordinator.state.topic.min.isr");
    } else {
      config.put("inter.broker.protocol.version", spec.release().metadataVersion());
    }
    config.putAll(spec.config());
    boolean spread =
        brokers > 1 && zones.size() > 1 && spec.pools().stream().allMatch(p -> p.racks().isEmpty());
    ClusterSpec settled = spread ? spec.allPools(pool -> pool.racks(zones)) : spec;
    for (Map.Entry<String, String> entry : config.entrySet()) {
      settled = settled.config(entry.getKey(), entry.getValue());
    }
    boolean tooFewForThree =
        spec.controllers().topology() == Topology.COMBINED
            && spec.release().metadata() == MetadataMode.KRAFT
            && brokers < spec.controllers().count();
    return tooFewForThree ? settled.controllers(new ControllerSpec(Topology.COMBINED, 1)) : settled;
  }

  private static void put(Map<String, String> config, int value, String... keys) {
    for (String key : keys) {
      config.put(key, Integer.toString(value));
    }
  }
}
