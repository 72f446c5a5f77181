package io.katka.k8s.internal.tunnel;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.PortForward;
import io.katka.error.KatkaException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of this machine's loopback address that leads to a port of a node. Each connection to it
 * opens a connection to the node's present pod, so it leads there again after the pod came back;
 * while there is no pod, connections are closed at once.
 */
final class Tunnel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);

  private static final long PATIENCE_MILLIS = 2_000;

  private final ServerSocketChannel server;
  private final Route route;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  private Tunnel(ServerSocketChannel server, Route route, String name) {
    this.server = server;
    this.route = route;
    acceptor = new Thread(this::accept, name);
    acceptor.setDaemon(true);
  }

  /**
   * Listens.
   *
   * @throws IOException if that address is taken
   */
  static Tunnel listen(InetSocketAddress address, Route route) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var tunnel = new Tunnel(server, route, "katka-tunnel-" + address.getPort());
    tunnel.acceptor.start();
    return tunnel;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        connect(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.debug("A connection to a tunnel was not accepted", e);
      }
    }
  }

  private void connect(SocketChannel client) throws IOException {
    open.add(client);
    var ends = new Ends(client, () -> open.remove(client));
    try {
      PortForward forward = route.open(ends, ends).orElse(null);
      if (forward == null) {
        ends.close();
      } else {
        ends.joined(forward);
      }
    } catch (KubernetesClientException | KatkaException e) {
      LOG.debug("A tunnel could not be opened", e);
      ends.close();
    }
  }

  /** Ends all connections; the port is free again when this returns. */
  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(Tunnel::closeQuietly);
    try {
      // The system keeps the port until whoever waits for connections has left.
      acceptor.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("An end of a tunnel did not close in order", e);
    }
  }
}
