package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.NodeKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir Path directory;

  @Test
  void areChosenOnceForLifeAndNeverTwice() {
    var ports = new Ports(directory, port -> true);
    var one = new ClusterFiles(directory.resolve("one"));
    var two = new ClusterFiles(directory.resolve("two"));
    Set<Integer> all = new HashSet<>();
    for (int id = 0; id < 5; id++) {
      ports.of(one, id, NodeKind.COMBINED).all().forEach(all::add);
      ports.of(two, id, NodeKind.COMBINED).all().forEach(all::add);
    }

    assertThat(all).hasSize(20);
    assertThat(new Ports(directory, port -> false).of(one, 3, NodeKind.COMBINED))
        .isEqualTo(one.ports().get(3));
  }

  @Test
  void leaveOutWhatIsTaken() {
    Set<Integer> asked = new HashSet<>();
    var ports = new Ports(directory, port -> !asked.add(port) || asked.size() > 3);
    NodePorts chosen = ports.of(new ClusterFiles(directory.resolve("one")), 1, NodeKind.BROKER);
    assertThat(asked).hasSize(4).contains(chosen.client());
    assertThat(chosen.controller()).isZero();
  }

  @Test
  void ofAFirstVoterThatBecomesABrokerTooKeepTheControllersPort() {
    var ports = new Ports(directory, port -> true);
    var cluster = new ClusterFiles(directory.resolve("one"));
    NodePorts reserved = ports.of(cluster, 1, NodeKind.CONTROLLER);
    NodePorts complete = ports.of(cluster, 1, NodeKind.COMBINED);
    assertThat(complete.controller()).isEqualTo(reserved.controller());
    assertThat(complete.client()).isPositive().isNotEqualTo(complete.controller());
  }

  @Test
  void thatOthersWereGivenAreLeftToThem() {
    var given = new Ports(directory, port -> true);
    var cluster = new ClusterFiles(directory.resolve("one"));
    NodePorts others = given.of(cluster, 1, NodeKind.BROKER);

    var ports =
        new Ports(() -> List.of(cluster), port -> true, new PortClaims(directory.resolve("else")));

    assertThat(ports.of(new Book(cluster.directory(), new TreeMap<>()), 1, NodeKind.BROKER))
        .isNotEqualTo(others);
  }

  /** Of a cluster whose ports are kept in memory. */
  private record Book(Path directory, Map<Integer, NodePorts> given) implements PortBook {
    @Override
    public Map<Integer, NodePorts> ports() {
      return new TreeMap<>(given);
    }

    @Override
    public void ports(Map<Integer, NodePorts> nodes) {
      given.clear();
      given.putAll(nodes);
    }
  }

  @Test
  void areReleasedWithTheirNode() {
    var cluster = new ClusterFiles(directory.resolve("one"));
    var ports = new Ports(directory, port -> true);
    ports.of(cluster, 1, NodeKind.BROKER);
    ports.release(cluster, 1);
    assertThat(cluster.ports()).isEmpty();
  }

  @Test
  void tellThePortThatAnotherProcessTook() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
      var taken = NodePorts.ofKafka(socket.getLocalPort(), 0);
      assertThat(new Ports(directory).conflict(taken)).contains(socket.getLocalPort());
      assertThat(Ports.isListening(socket.getLocalPort())).isTrue();
    }
  }

  @Test
  void theEarliestIsOneThatOpensBeforeThereIsAQuorum() {
    assertThat(NodePorts.ofKafka(1, 0).earliest()).isEqualTo(1);
    assertThat(NodePorts.ofKafka(1, 2).earliest()).isEqualTo(2);
    assertThat(NodePorts.ofZooKeeper(3, 4, 5).earliest()).isEqualTo(3);
  }
}
