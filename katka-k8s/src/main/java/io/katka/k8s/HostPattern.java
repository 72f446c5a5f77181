package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import java.util.regex.Pattern;

/** Checks names before they become part of an advertised address. */
final class HostPattern {
  private static final String LABEL = "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  private HostPattern() {}

  static void check(String field, String pattern) {
    String example = pattern.replace("{id}", "1");
    if (!pattern.isEmpty() && (example.length() > 253 || !NAME.matcher(example).matches())) {
      throw new InvalidSpecException(
          field,
          "'" + pattern + "'",
          "a DNS name or an IPv4 address, with {id} for the node id",
          "Write it as broker-{id}.kafka.example.com, for example.");
    }
  }
}
