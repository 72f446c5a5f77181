package io.katka.k8s.internal.runtime;

import io.katka.error.KatkaException;
import io.katka.k8s.internal.manifest.Listener;
import io.katka.spec.NodeKind;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.IntPredicate;
import java.util.zip.CRC32;

/**
 * Chooses the ports at which Katka reaches nodes through tunnels. A node is told its port, and
 * tells it to whom asks, so it is the same on every machine that Katka ever runs on. Where a
 * cluster's ports begin follows from its cluster id, so that two clusters seldom meet on one
 * machine. Each node has two: the second one is for the controller in a node of both roles.
 */
final class AdminPorts {
  /** Above what services use, below NodePorts and what systems give to clients. */
  private static final int FIRST = 15_000;

  private static final int END = 29_000;
  private static final int EACH = 2;
  private static final int SLOT = 50;

  private AdminPorts() {}

  /**
   * The first port for one more node.
   *
   * @param taken those of the cluster's other nodes
   * @param isFree whether nothing listens there on this machine just now
   */
  static int next(String clusterId, Collection<Integer> taken, IntPredicate isFree) {
    var hash = new CRC32();
    hash.update(clusterId.getBytes(StandardCharsets.UTF_8));
    int slots = (END - FIRST) / SLOT;
    int start = (int) (hash.getValue() % slots) * SLOT;
    for (int i = 0; i < END - FIRST; i += EACH) {
      int port = FIRST + (start + i) % (END - FIRST);
      if (!taken.contains(port) && isFree.test(port) && isFree.test(port + 1)) {
        return port;
      }
    }
    throw new KatkaException(
        "No port between %d and %d is free on this machine for a tunnel.".formatted(FIRST, END));
  }

  /** The port of a node's listener on the driver's machine. */
  static int of(Listener listener, NodeKind kind, int first) {
    return listener == Listener.CONTROLLER_ADMIN && kind.isBroker() ? first + 1 : first;
  }
}
