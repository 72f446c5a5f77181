package io.katka.k8s.internal.manifest;

import io.katka.k8s.Exposure;
import java.util.Optional;

/** By which addresses clients outside reach the brokers. */
public final class OutsideAddresses {
  private OutsideAddresses() {}

  /** A node's address as far as the options alone say it. */
  public static Optional<HostAndPort> planned(Exposure exposure, int id) {
    if (exposure.hosts().isEmpty()) {
      return Optional.empty();
    }
    String host = host(exposure, id);
    if (exposure instanceof Exposure.LoadBalancer) {
      return Optional.of(new HostAndPort(host, Listener.OUTSIDE.port()));
    }
    int port = nodePort(exposure, id);
    return port > 0 ? Optional.of(new HostAndPort(host, port)) : Optional.empty();
  }

  /** The name that a node advertises; empty where its address is to be observed. */
  public static String host(Exposure exposure, int id) {
    return exposure.hosts().replace("{id}", Integer.toString(id));
  }

  /** The port of all machines that is given to a node; 0 where the API server chooses it. */
  public static int nodePort(Exposure exposure, int id) {
    return exposure instanceof Exposure.NodePort ports && ports.firstPort() > 0
        ? ports.firstPort() + 1 + id
        : 0;
  }
}
