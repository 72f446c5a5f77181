package io.katka.k8s.internal.tunnel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/**
 * Tells whether a taken port is a tunnel that another program on this machine holds open: then it
 * can be shared. Whose tunnel it is, the password of the cluster and its cluster id tell later.
 */
final class Neighbour {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 0x6b61746b;

  private Neighbour() {}

  /** Whether Kafka answers there, or whoever listens hangs up as a tunnel without a pod does. */
  static boolean isTunnel(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address, PATIENCE_MILLIS);
      return hangsUpOrSpeaksKafka(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hangsUpOrSpeaksKafka(Socket socket) throws IOException {
    try {
      return speaksKafka(socket);
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  private static boolean speaksKafka(Socket socket) throws IOException {
    var out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(10);
    out.writeShort(API_VERSIONS);
    out.writeShort(0);
    out.writeInt(CORRELATION);
    out.writeShort(-1);
    out.flush();
    var in = new DataInputStream(socket.getInputStream());
    in.readInt();
    return in.readInt() == CORRELATION;
  }
}
