package io.katka.zookeeper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One of ZooKeeper's four-letter words, sent to one server, which answers and hangs up. */
final class FourLetterWord {
  private static final int MILLIS = 3_000;
  private static final int LIMIT = 1_000;

  private FourLetterWord() {}

  /**
   * Asks a server.
   *
   * @param address its {@code host:port}
   * @param key what the wanted line begins with
   * @return that line of its answer; empty if it gives none
   */
  static String ask(String address, String word, String key) {
    int colon = address.lastIndexOf(':');
    try (var socket = new Socket()) {
      socket.setSoTimeout(MILLIS);
      int port = Integer.parseInt(address.substring(colon + 1));
      socket.connect(new InetSocketAddress(address.substring(0, colon), port), MILLIS);
      socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return line(socket.getInputStream(), key);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Reads no further than that line: through a tunnel, that the server has hung up shows only
   * later.
   */
  static String line(InputStream answer, String key) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.US_ASCII));
    String line = lines.readLine();
    for (int i = 0; i < LIMIT && line != null; i++) {
      if (line.startsWith(key)) {
        return line;
      }
      line = lines.readLine();
    }
    return "";
  }
}
