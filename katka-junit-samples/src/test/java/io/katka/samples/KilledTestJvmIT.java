package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test JVM that is killed leaves no node running. */
class KilledTestJvmIT {
  @TempDir Path directory;

  @Test
  void takesItsNodesWithIt() throws Exception {
    Process tests =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dkatka.fixture.directory=" + directory,
                TestJvm.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      List<ProcessHandle> nodes = nodes(tests);
      assertThat(nodes).hasSize(2).allMatch(ProcessHandle::isAlive);

      tests.destroyForcibly();

      Eventually.holds(
          () -> nodes.stream().noneMatch(ProcessHandle::isAlive), () -> "still running: " + nodes);
    } finally {
      tests.destroyForcibly().waitFor();
    }
  }

  private static List<ProcessHandle> nodes(Process tests) throws IOException {
    BufferedReader out = tests.inputReader();
    String line = out.readLine();
    while (line != null && !line.startsWith(TestJvm.NODES)) {
      line = out.readLine();
    }
    return Stream.of(String.valueOf(line).substring(TestJvm.NODES.length()).split(" "))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
  }

  /** Starts a cluster, tells its processes, and waits to be killed. */
  static final class TestJvm {
    static final String NODES = "nodes: ";

    public static void main(String[] args) throws Exception {
      try (KatkaTestCluster kafka = KatkaTestCluster.start(c -> c.brokers(2))) {
        StringBuilder pids = new StringBuilder(NODES);
        ProcessHandle.current().children().forEach(node -> pids.append(node.pid()).append(' '));
        System.out.println(kafka);
        System.out.println(pids.toString().strip());
        System.in.read();
      }
    }
  }
}
