package io.katka.samples;

import java.io.IOException;
import java.net.Socket;

/** Looks at this machine's ports. */
final class Sockets {
  private Sockets() {}

  static boolean isListening(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
