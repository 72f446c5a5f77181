package io.katka.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One of ZooKeeper's four-letter words, sent to one server, which answers and hangs up. */
final class FourLetterWord {
  private static final int MILLIS = 1_500;
  private static final int LIMIT = 64 * 1024;

  private FourLetterWord() {}

  /**
   * Asks a server.
   *
   * @param address its {@code host:port}
   * @return its answer; empty if it gives none
   */
  static String ask(String address, String word) {
    int colon = address.lastIndexOf(':');
    try (var socket = new Socket()) {
      socket.setSoTimeout(MILLIS);
      int port = Integer.parseInt(address.substring(colon + 1));
      socket.connect(new InetSocketAddress(address.substring(0, colon), port), MILLIS);
      socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readNBytes(LIMIT), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
