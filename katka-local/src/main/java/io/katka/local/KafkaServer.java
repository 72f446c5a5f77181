package io.katka.local;

import java.lang.reflect.Method;
import java.time.Duration;

/** A node within this JVM: Kafka's own {@code KafkaRaftServer}. */
final class KafkaServer {
  private final KafkaClasses classes;
  private final Object server;

  KafkaServer(KafkaClasses classes, Object server) {
    this.classes = classes;
    this.server = server;
  }

  /** Returns once it serves, or at least waits for a quorum. */
  void start() {
    classes.run("start a node", () -> server.getClass().getMethod("startup").invoke(server));
  }

  /** Stops it in order: leaders move away before. */
  void stop() {
    classes.run("stop a node", () -> server.getClass().getMethod("shutdown").invoke(server));
  }

  /** Stops what serves clients without waiting for anybody, as near to a crash as can be. */
  void drop() {
    classes.run(
        "end a broker",
        () -> {
          Method broker = server.getClass().getDeclaredMethod("broker");
          broker.setAccessible(true);
          Object option = broker.invoke(server);
          boolean isBroker =
              Boolean.TRUE.equals(option.getClass().getMethod("isDefined").invoke(option));
          if (isBroker) {
            Object serving = option.getClass().getMethod("get").invoke(option);
            serving.getClass().getMethod("shutdown", Duration.class).invoke(serving, Duration.ZERO);
          }
          return "";
        });
  }
}
