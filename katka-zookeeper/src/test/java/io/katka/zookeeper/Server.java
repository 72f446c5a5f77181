package io.katka.zookeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** An ensemble of one, in this JVM, with the nodes that brokers create. */
final class Server {
  private final ServerCnxnFactory factory;
  private final ZooKeeper client;

  Server(Path directory) throws Exception {
    factory = new NIOServerCnxnFactory();
    factory.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    factory.startup(new ZooKeeperServer(directory.toFile(), directory.toFile(), 500));
    client = new ZooKeeper(address(), 10_000, event -> {});
    for (String path :
        List.of("/admin", "/brokers", "/brokers/topics", "/config", "/config/brokers")) {
      put(path, "");
    }
    for (String path : List.of("/brokers/ids", "/brokers/ids/1", "/brokers/ids/2")) {
      put(path, "");
    }
    put("/brokers/ids/3", "");
    put("/config/topics", "");
    put("/config/changes", "");
  }

  String address() {
    return "127.0.0.1:" + factory.getLocalPort();
  }

  void put(String path, String text) throws KeeperException, InterruptedException {
    client.create(
        path, text.getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  String get(String path) throws KeeperException, InterruptedException {
    return new String(client.getData(path, false, null), StandardCharsets.UTF_8);
  }

  List<String> children(String path) throws KeeperException, InterruptedException {
    return client.getChildren(path, false);
  }

  void delete(String path) throws KeeperException, InterruptedException {
    client.delete(path, -1);
  }

  void close() throws InterruptedException {
    client.close();
    factory.shutdown();
  }
}
