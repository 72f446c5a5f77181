package io.katka.k8s.internal.manifest;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Who may log in at which listener, as server properties. */
final class Users {
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private Users() {}

  /**
   * Nodes among themselves at the listener between brokers, Katka at its own.
   *
   * @param secret what stands for a password of that name
   */
  static void ofBroker(Map<String, String> all, UnaryOperator<String> secret) {
    all.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    nodes(all, Listener.REPLICATION, secret);
    admin(all, Listener.ADMIN, secret);
  }

  /** Nodes among themselves. */
  static void nodes(Map<String, String> all, Listener listener, UnaryOperator<String> secret) {
    authenticate(
        all,
        listener,
        PLAIN
            + " username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
                .formatted(Credentials.NODES_USER, secret.apply(Credentials.NODES_FILE)));
  }

  /** Katka. */
  static void admin(Map<String, String> all, Listener listener, UnaryOperator<String> secret) {
    authenticate(
        all,
        listener,
        PLAIN
            + " user_%s=\"%s\";"
                .formatted(Credentials.ADMIN_USER, secret.apply(Credentials.ADMIN_FILE)));
  }

  /** Lets the cluster's own users do everything, where there is an authorizer. */
  static void superUsers(Map<String, String> all) {
    if (all.containsKey("authorizer.class.name")) {
      String own = "User:%s;User:%s".formatted(Credentials.ADMIN_USER, Credentials.NODES_USER);
      all.merge("super.users", own, (others, katka) -> others + ";" + katka);
    }
  }

  static String prefix(Listener listener) {
    return "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".";
  }

  private static void authenticate(Map<String, String> all, Listener listener, String jaas) {
    String prefix = prefix(listener);
    all.put(prefix + "sasl.enabled.mechanisms", "PLAIN");
    all.put(prefix + "plain.sasl.jaas.config", jaas);
  }
}
