package io.katka.kafka;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AdminClient's classes, loaded while something else is waited for: the first client of a
 * program takes about half a second, most of it for the classes of Kafka's protocol, and in that
 * time a node on its way comes up.
 *
 * <p>They are loaded once, by one thread, and whoever needs a client waits for that: two threads
 * that initialize the same classes in different orders could wait for each other for ever.
 */
final class ClientClasses {
  private static final Logger LOG = LoggerFactory.getLogger(ClientClasses.class);

  /** Those that bring most others along; by name, since most are Kafka's own affair. */
  private static final List<String> LARGEST =
      List.of(
          "org.apache.kafka.common.protocol.ApiKeys",
          "org.apache.kafka.common.protocol.Errors",
          "org.apache.kafka.clients.admin.AdminClientConfig",
          "org.apache.kafka.common.requests.AbstractRequest",
          "org.apache.kafka.common.requests.AbstractResponse",
          "org.apache.kafka.common.requests.ApiVersionsResponse",
          "org.apache.kafka.common.metrics.Metrics",
          "org.apache.kafka.common.metrics.stats.Meter",
          "org.apache.kafka.common.network.ChannelBuilders",
          "org.apache.kafka.common.network.PlaintextChannelBuilder",
          "org.apache.kafka.common.network.Selector",
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.clients.admin.KafkaAdminClient");

  private ClientClasses() {}

  /** Has them loaded, and does not wait. */
  static void loadAhead() {
    Loading.DONE.isDone();
  }

  /** Returns once they are loaded. */
  static void await() {
    Loading.DONE.join();
  }

  /** Begins when this class is first asked for. */
  private static final class Loading {
    private static final CompletableFuture<Boolean> DONE = new CompletableFuture<>();

    static {
      var thread = new Thread(Loading::load, "katka-kafka-classes");
      thread.setDaemon(true);
      // Kafka looks for some of its own by the thread's loader, which otherwise is anybody's.
      thread.setContextClassLoader(ClientClasses.class.getClassLoader());
      thread.start();
    }

    private static void load() {
      try {
        LARGEST.forEach(Loading::load);
      } finally {
        DONE.complete(true);
      }
    }

    private static void load(String name) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException | LinkageError e) {
        LOG.debug("This version of Kafka's clients has no {}", name, e);
      }
    }
  }
}
