package io.katka.k8s.internal.runtime;

import io.katka.k8s.internal.manifest.Credentials;
import java.util.Map;

/** How a client logs in at a node's admin listener. */
final class AdminLogin {
  private AdminLogin() {}

  static Map<String, Object> properties(String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(Credentials.ADMIN_USER, password));
  }
}
