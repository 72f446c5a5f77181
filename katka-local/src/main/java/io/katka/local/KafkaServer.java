package io.katka.local;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;

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
    Optional<Object> controller = role("controller");
    Optional<Object> broker = role("broker");
    if (controller.isPresent() && broker.isPresent()) {
      new SideBySide(
              () -> startRole(controller.get()), this::isQuorumUp, () -> startRole(broker.get()))
          .run();
    } else {
      classes.run("start a node", () -> server.getClass().getMethod("startup").invoke(server));
    }
  }

  /** Stops it in order: leaders move away before. */
  void stop() {
    classes.run("stop a node", () -> server.getClass().getMethod("shutdown").invoke(server));
  }

  /** Stops what serves clients without waiting for anybody, as near to a crash as can be. */
  void drop() {
    role("broker")
        .ifPresent(
            broker ->
                classes.run(
                    "end a broker",
                    () ->
                        broker
                            .getClass()
                            .getMethod("shutdown", Duration.class)
                            .invoke(broker, Duration.ZERO)));
  }

  private void startRole(Object role) {
    classes.run("start a node", () -> role.getClass().getMethod("startup").invoke(role));
  }

  /** Whether what both roles share is there; the controller's start makes it. */
  private boolean isQuorumUp() {
    return classes.run(
        "start a node",
        () -> {
          Object shared = own(server, "sharedServer");
          return shared.getClass().getMethod("raftManager").invoke(shared) != null;
        });
  }

  private Optional<Object> role(String name) {
    return classes.run(
        "look at a node",
        () -> {
          Object option = own(server, name);
          boolean present =
              Boolean.TRUE.equals(option.getClass().getMethod("isDefined").invoke(option));
          return present
              ? Optional.of(option.getClass().getMethod("get").invoke(option))
              : Optional.empty();
        });
  }

  private static Object own(Object of, String name) throws ReflectiveOperationException {
    Method accessor = of.getClass().getDeclaredMethod(name);
    accessor.setAccessible(true);
    return accessor.invoke(of);
  }
}
