package io.katka.kafka;

import io.katka.spi.Connection;
import io.katka.state.BrokerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real cluster on the loopback: controller 100, and brokers from 1 on. */
public final class TestCluster implements AutoCloseable {
  /** The first controller. */
  public static final int CONTROLLER = 100;

  private final Path directory;
  private final String clusterId = Uuid.randomUuid().toString();
  private final Map<Integer, TestNode> controllers = new TreeMap<>();
  private final Map<Integer, TestNode> brokers = new TreeMap<>();
  private final Map<String, String> extra;

  /** Starts a cluster and waits until all its brokers serve. */
  public TestCluster(Path directory, int brokerCount, Map<String, String> extra) {
    this.directory = directory;
    this.extra = extra;
    try {
      addController(CONTROLLER, List.of("--standalone")).start();
      addBroker(1).start();
      awaitBrokers();
      IntStream.rangeClosed(2, brokerCount).forEach(id -> addBroker(id).start());
      awaitBrokers();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void awaitBrokers() {
    try (var gateway = new AdminKafkaGateway(connection(), new TestTime())) {
      Eventually.see(
          "all brokers serve",
          () -> gateway.observe(Set.of()).brokers(),
          seen -> seen.size() == brokers.size() && seen.stream().noneMatch(BrokerState::fenced));
    }
  }

  /** Its cluster id. */
  public String clusterId() {
    return clusterId;
  }

  /** A broker. */
  public TestNode broker(int id) {
    return brokers.get(id);
  }

  /** A controller. */
  public TestNode controller(int id) {
    return controllers.get(id);
  }

  /** Adds a controller that does not vote yet, or that is the first. */
  public TestNode addController(int id, List<String> formatting) {
    int port = freePort();
    Map<String, String> configuration = common(id, "controller", port);
    configuration.put("listeners", "CONTROLLER://127.0.0.1:" + port);
    configuration.put(
        "controller.quorum.bootstrap.servers",
        controllers.isEmpty() ? "127.0.0.1:" + port : controllers.get(CONTROLLER).address());
    var flags = new ArrayList<>(List.of(clusterId));
    flags.addAll(formatting);
    var node = new TestNode(id, port, directory.resolve("n" + id), configuration, flags);
    controllers.put(id, node);
    return node;
  }

  /** Adds a broker. */
  public TestNode addBroker(int id) {
    int port = freePort();
    Map<String, String> configuration = common(id, "broker", port);
    configuration.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
    configuration.put("controller.quorum.bootstrap.servers", controllers.get(CONTROLLER).address());
    configuration.put("broker.rack", "rack" + id);
    var node =
        new TestNode(id, port, directory.resolve("n" + id), configuration, List.of(clusterId));
    brokers.put(id, node);
    return node;
  }

  private Map<String, String> common(int id, String role, int port) {
    var configuration = new LinkedHashMap<String, String>();
    configuration.put("node.id", Integer.toString(id));
    configuration.put("process.roles", role);
    configuration.put("controller.listener.names", "CONTROLLER");
    configuration.put("log.dirs", directory.resolve("n" + id).resolve("data").toString());
    configuration.put("offsets.topic.num.partitions", "1");
    configuration.put("offsets.topic.replication.factor", "1");
    configuration.put("num.partitions", "1");
    configuration.putAll(extra);
    return configuration;
  }

  /** Ends a broker for good. */
  public void removeBroker(int id) {
    brokers.remove(id).kill();
  }

  /** Ends a controller for good. */
  public void removeController(int id) {
    controllers.remove(id).kill();
  }

  /** How to reach it. */
  public Connection connection() {
    return new Addresses(
        () -> brokers.values().stream().map(TestNode::address).toList(),
        () -> controllers.values().stream().map(TestNode::address).toList());
  }

  /** A connection to these addresses. */
  public static Connection connection(List<String> brokers, List<String> controllers) {
    return new Addresses(() -> brokers, () -> controllers);
  }

  private record Addresses(Supplier<List<String>> ofBrokers, Supplier<List<String>> ofControllers)
      implements Connection {
    @Override
    public List<String> brokers() {
      return ofBrokers.get();
    }

    @Override
    public List<String> controllers() {
      return ofControllers.get();
    }

    @Override
    public Map<String, Object> clientProperties() {
      return Map.of();
    }
  }

  /** A client of its own, for what a test arranges. */
  public static Admin admin(Connection connection) {
    var settings = new HashMap<>(connection.clientProperties());
    settings.put(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", connection.brokers()));
    return Admin.create(settings);
  }

  /** A port of the loopback that nobody listens on. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    brokers.values().forEach(TestNode::kill);
    controllers.values().forEach(TestNode::kill);
  }
}
