package io.katka.k8s.internal.manifest;

import java.util.Objects;

/**
 * Where something listens.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {
  public HostAndPort {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no address: '" + host + "' port " + port);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
