package io.katka.kafka.proof;

import io.katka.error.Blocker;
import io.katka.error.PreconditionException;
import io.katka.kafka.internal.Await;
import io.katka.kafka.internal.ClientSettings;
import io.katka.spi.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Whether every broker answers where it tells clients to come to. */
final class ClientListeners {
  private ClientListeners() {}

  /**
   * Asks each of these brokers at the address that it gives to clients.
   *
   * @throws PreconditionException naming all that do not answer
   */
  static void requireReachable(Connection client, Collection<Integer> brokers) {
    List<String> bootstrap = client.brokers();
    if (bootstrap.isEmpty()) {
      throw refused(List.of(new Blocker.CannotSee("any client listener: no address is known")));
    }
    try (Admin admin = ProofClients.admin(client, "-listeners")) {
      List<Blocker> silent = silent(admin, brokers);
      if (!silent.isEmpty()) {
        throw refused(silent);
      }
    } catch (KafkaException e) {
      throw refused(
          List.of(
              new Blocker.CannotSee(
                  "any broker through the client listeners %s: %s"
                      .formatted(String.join(",", bootstrap), e.getMessage()))));
    }
  }

  private static List<Blocker> silent(Admin admin, Collection<Integer> brokers) {
    var addresses = new TreeMap<Integer, String>();
    for (Node node : registered(admin)) {
      addresses.put(node.id(), node.host() + ":" + node.port());
    }
    var asked = new TreeMap<Integer, KafkaFuture<FeatureMetadata>>();
    for (int broker : brokers) {
      asked.put(
          broker,
          admin
              .describeFeatures(
                  new DescribeFeaturesOptions()
                      .nodeId(broker)
                      .timeoutMs(ClientSettings.REQUEST_TIMEOUT_MILLIS))
              .featureMetadata());
    }
    var silent = new ArrayList<Blocker>();
    for (Map.Entry<Integer, KafkaFuture<FeatureMetadata>> entry : asked.entrySet()) {
      try {
        Await.value(entry.getValue());
      } catch (KafkaException e) {
        silent.add(
            new Blocker.CannotSee(
                "the client listener of broker %d at %s: %s"
                    .formatted(
                        entry.getKey(),
                        addresses.getOrDefault(entry.getKey(), "an address that it does not tell"),
                        e.getMessage())));
      }
    }
    return silent;
  }

  private static Collection<Node> registered(Admin admin) {
    try {
      var fencedToo = new DescribeClusterOptions().includeFencedBrokers(true);
      return Await.value(admin.describeCluster(fencedToo).nodes());
    } catch (UnsupportedVersionException e) {
      return Await.value(admin.describeCluster().nodes());
    }
  }

  private static PreconditionException refused(List<Blocker> blockers) {
    return new PreconditionException(
        "The traffic probe must reach every broker as clients do, and cannot. Make these listeners"
            + " reachable from here, or run without the proof:",
        blockers);
  }
}
