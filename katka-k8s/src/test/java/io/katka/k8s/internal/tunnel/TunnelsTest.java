package io.katka.k8s.internal.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports of this machine that lead to nodes, or not. */
@Timeout(20)
class TunnelsTest {
  private static final Route NOWHERE = (in, out) -> Optional.empty();

  @Test
  void withoutAPodConnectionsEndAtOnce() throws IOException {
    int port = free();
    try (var tunnels = new Tunnels("kafka")) {
      assertThat(tunnels.address(1, port, NOWHERE)).isEqualTo("localhost:" + port);

      assertThat(firstByteFrom(port)).isEqualTo(-1);
    }
    assertThat(Tunnels.isFree(port)).isTrue();
  }

  @Test
  void aRouteThatCannotBeSeenEndsOneConnectionAndNotTheTunnel() throws IOException {
    int port = free();
    Route unseen =
        (in, out) -> {
          throw new UnreachableException("the API server does not answer", new IOException());
        };
    try (var tunnels = new Tunnels("kafka")) {
      tunnels.address(1, port, unseen);

      assertThat(firstByteFrom(port)).isEqualTo(-1);
      assertThat(firstByteFrom(port)).isEqualTo(-1);
    }
  }

  private static int firstByteFrom(int port) throws IOException {
    try (var client = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      client.setSoTimeout(5_000);
      return client.getInputStream().read();
    }
  }

  @Test
  void aPortThatSomethingElseHoldsIsRefusedByName() throws IOException {
    try (var other = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        var tunnels = new Tunnels("kafka")) {
      var greeter = new Thread(() -> greet(other));
      greeter.setDaemon(true);
      greeter.start();

      assertThatThrownBy(() -> tunnels.address(7, other.getLocalPort(), NOWHERE))
          .isInstanceOf(KatkaException.class)
          .hasMessageContaining("node 7 of kafka")
          .hasMessageContaining("port " + other.getLocalPort());
    }
  }

  @Test
  void aTunnelOfAnotherProgramIsSharedAndTakenOverAtItsEnd() throws IOException {
    int port = free();
    try (var second = new Tunnels("kafka")) {
      try (var first = new Tunnels("kafka")) {
        first.address(1, port, NOWHERE);
        assertThat(second.address(1, port, NOWHERE)).isEqualTo("localhost:" + port);
      }
      assertThat(Tunnels.isFree(port)).isTrue();
      second.address(1, port, NOWHERE);

      assertThat(Tunnels.isFree(port)).isFalse();
    }
  }

  /** A server that is no Kafka. */
  private static void greet(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write("220 mail.example.com\r\n".getBytes());
      client.getOutputStream().flush();
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
