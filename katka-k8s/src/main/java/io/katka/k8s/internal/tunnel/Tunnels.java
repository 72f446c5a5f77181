package io.katka.k8s.internal.tunnel;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tunnels to the nodes of one cluster, each opened when it is first asked for. Programs on one
 * machine that have the same cluster open share the tunnel of whoever was first, and the next one
 * takes the port over when that ends.
 */
public final class Tunnels implements AutoCloseable {
  /** What nodes say their address is: it leads to them only where a tunnel does. */
  public static final String HOST = "localhost";

  private static final InetAddress LOOPBACK = loopback();

  private final String cluster;
  private final Map<Integer, Tunnel> byPort = new TreeMap<>();
  private boolean closed;

  /**
   * No tunnel yet.
   *
   * @param cluster which cluster they lead to, for messages
   */
  public Tunnels(String cluster) {
    this.cluster = cluster;
  }

  /**
   * The address of a tunnel to a node, opened if it is not.
   *
   * @param port the port here and there
   * @throws KatkaException if that port is taken on this machine by something else than a tunnel
   */
  public synchronized String address(int node, int port, Route route) {
    if (closed) {
      throw new IllegalStateException("this platform is closed: open another one");
    }
    if (!byPort.containsKey(port)) {
      listen(node, port, route);
    }
    return HOST + ":" + port;
  }

  private void listen(int node, int port, Route route) {
    var address = new InetSocketAddress(LOOPBACK, port);
    try {
      byPort.put(port, Tunnel.listen(address, route));
    } catch (IOException e) {
      if (Neighbour.isTunnel(address)) {
        return;
      }
      throw new KatkaException(
          "Cannot reach node %d of %s: its tunnel needs port %d of this machine's loopback address, which something else holds (%s). End what listens there, or run where the port is free."
              .formatted(node, cluster, port, e.getMessage()),
          e);
    }
  }

  /** Whether nothing listens there on this machine just now. */
  public static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, LOOPBACK)) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    byPort.values().forEach(Tunnel::close);
    byPort.clear();
  }
}
