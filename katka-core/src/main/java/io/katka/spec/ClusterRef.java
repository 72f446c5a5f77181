package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The identity of a cluster: everything that is kept about one is kept under this key.
 *
 * @param platform the name of the platform it runs on, such as {@code local}
 * @param namespace where on that platform: a Kubernetes namespace, a directory
 * @param name the cluster's name, a DNS label of at most 40 characters, because node names are
 *     derived from it
 */
public record ClusterRef(String platform, String namespace, String name) {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");

  public ClusterRef {
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(namespace, "namespace");
    checkName("name", name);
  }

  /** Refuses what cannot be part of a node's name. */
  public static String checkName(String field, String name) {
    if (!DNS_LABEL.matcher(name).matches()) {
      throw new InvalidSpecException(
          field,
          "'" + name + "'",
          "a DNS label: 1 to 40 of a-z, 0-9 and '-', starting with a letter, not ending with '-'",
          "Choose another name.");
    }
    return name;
  }

  @Override
  public String toString() {
    return platform + ":" + namespace + "/" + name;
  }
}
