package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.spec.NodeKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Chooses ports that are free and that no other node below the same directory has, once in a node's
 * life. They lie below the ports that systems hand out for outgoing connections, or else one of
 * those would now and then take a port while its node is down.
 */
final class Ports {
  static final String HOST = "127.0.0.1";

  private static final int LOWEST = 20_000;
  private static final int COUNT = 10_000;
  private static final int CONNECT_MILLIS = 500;

  private final Supplier<List<? extends PortBook>> books;
  private final IntPredicate free;
  private final PortClaims claims;

  Ports(Path base) {
    this(base, Ports::isFree);
  }

  Ports(Path base, IntPredicate free) {
    this(base, free, new PortClaims(base.resolve(".katka")));
  }

  Ports(Path base, IntPredicate free, PortClaims claims) {
    this(() -> clusters(base), free, claims);
  }

  /**
   * Ports that none of these books has.
   *
   * @param free whether nobody listens on a port
   */
  Ports(Supplier<List<? extends PortBook>> books, IntPredicate free, PortClaims claims) {
    this.books = books;
    this.free = free;
    this.claims = claims;
  }

  /** The ports of a node, chosen and recorded if it has none yet; under the guard only. */
  NodePorts of(PortBook cluster, int node, NodeKind kind) {
    Map<Integer, NodePorts> ports = cluster.ports();
    NodePorts present = ports.getOrDefault(node, NodePorts.NONE);
    boolean needsZooKeeper = kind == NodeKind.ZOOKEEPER && present.zooKeeper() == 0;
    boolean needsClient = kind.isBroker() && present.client() == 0;
    boolean needsController = kind.isController() && present.controller() == 0;
    if (!needsClient && !needsController && !needsZooKeeper) {
      return present;
    }
    Set<Integer> taken = taken();
    NodePorts next =
        needsZooKeeper
            ? NodePorts.ofZooKeeper(
                choose(cluster, taken), choose(cluster, taken), choose(cluster, taken))
            : NodePorts.ofKafka(
                needsClient ? choose(cluster, taken) : present.client(),
                needsController ? choose(cluster, taken) : present.controller());
    ports.put(node, next);
    cluster.ports(ports);
    return next;
  }

  /** A node's ports are free for others again; under the guard only. */
  void release(PortBook cluster, int node) {
    Map<Integer, NodePorts> ports = cluster.ports();
    NodePorts released = ports.remove(node);
    if (released != null) {
      cluster.ports(ports);
      released.all().forEach(claims::release);
    }
  }

  /** The ports of all nodes of a cluster are free for others again; under the guard only. */
  void releaseAll(PortBook cluster) {
    List.copyOf(cluster.ports().keySet()).forEach(node -> release(cluster, node));
  }

  /** A port of the node that another process listens on. */
  Optional<Integer> conflict(NodePorts ports) {
    return ports.all().filter(port -> !free.test(port)).boxed().findFirst();
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isListening(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private int choose(PortBook cluster, Set<Integer> taken) {
    // Directories that do not know of each other start at different places.
    int start = Math.floorMod(cluster.directory().toString().hashCode(), COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = LOWEST + (start + i) % COUNT;
      if (!taken.contains(port) && claims.claim(port)) {
        if (!free.test(port)) {
          claims.release(port);
          continue;
        }
        taken.add(port);
        return port;
      }
    }
    throw new KatkaException(
        "No free port between %d and %d for a node of %s: stop what listens there."
            .formatted(LOWEST, LOWEST + COUNT - 1, cluster.name()));
  }

  private Set<Integer> taken() {
    var taken = new HashSet<Integer>();
    for (PortBook cluster : books.get()) {
      cluster.ports().values().forEach(ports -> ports.all().forEach(taken::add));
    }
    return taken;
  }

  static List<ClusterFiles> clusters(Path base) {
    try (Stream<Path> entries = Files.list(base)) {
      return entries.filter(Files::isDirectory).map(ClusterFiles::new).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UnreachableException("Cannot list the clusters below " + base + ": " + e, e);
    }
  }
}
