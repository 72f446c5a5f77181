package kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Stands where a broker's main class is: listens as the server properties say, or exits. */
public final class Kafka {
  private static final List<ServerSocket> OPEN = new ArrayList<>();

  private Kafka() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(reader);
    }
    String exit = properties.getProperty("test.exit");
    if (exit != null) {
      System.err.println("this release does not start");
      System.exit(Integer.parseInt(exit));
    }
    for (String listener : properties.getProperty("listeners").split(",")) {
      int port = Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1));
      OPEN.add(new ServerSocket(port, 10, InetAddress.getByName("127.0.0.1")));
    }
    Thread.currentThread().join();
  }
}
