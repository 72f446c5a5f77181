package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/** The cluster's own users: Katka, and the nodes among themselves. */
public final class Credentials {
  /** As whom Katka comes. */
  public static final String ADMIN_USER = "katka";

  /** The key of the Secret that holds {@link #ADMIN_USER}'s password. */
  public static final String ADMIN_FILE = "admin";

  static final String NODES_USER = "node";
  static final String NODES_FILE = "nodes";

  private Credentials() {}

  static Secret of(ClusterFacts facts) {
    var data = new TreeMap<String, String>();
    data.put(ADMIN_FILE, encode(facts.adminPassword()));
    data.put(NODES_FILE, encode(nodes(facts.adminPassword())));
    return new SecretBuilder()
        .withMetadata(Labels.of(facts, Names.credentials(facts.ref())))
        .withType("Opaque")
        .withData(data)
        .build();
  }

  static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Another one, since it travels over the pod network, and the admin's does not. */
  private static String nodes(String adminPassword) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(("nodes " + adminPassword).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
