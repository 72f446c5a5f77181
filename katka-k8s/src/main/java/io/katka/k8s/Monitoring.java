package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import java.util.List;
import java.util.Objects;

/** How Prometheus gets at a node's metrics, which Kafka offers as JMX beans. */
public sealed interface Monitoring {
  /** The port that is scraped unless another one is said. */
  int DEFAULT_PORT = 9404;

  /** No metrics. */
  static None none() {
    return new None();
  }

  /**
   * The JMX exporter as an agent in the node's JVM.
   *
   * @param jar its path in the image; the official image has none, so it is one of your own
   */
  static Agent agent(String jar) {
    return new Agent(jar, DEFAULT_PORT);
  }

  /**
   * The JMX exporter as a container beside the node.
   *
   * @param image its image
   * @param command what to run in it; {@code {port}} and {@code {config}} stand for the port to
   *     serve and the path of the exporter's configuration
   */
  static Sidecar sidecar(String image, String... command) {
    return new Sidecar(image, List.of(command), DEFAULT_PORT);
  }

  /** No metrics. */
  record None() implements Monitoring {}

  /**
   * The JMX exporter as an agent.
   *
   * @param jar its path in the image
   * @param port the port to scrape
   */
  record Agent(String jar, int port) implements Monitoring {
    public Agent {
      Objects.requireNonNull(jar, "jar");
      checkPort(port);
      if (!jar.matches("/[-/._a-zA-Z0-9]+\\.jar")) {
        throw new InvalidSpecException(
            "monitoring.jar",
            "'" + jar + "'",
            "an absolute path of letters, digits and -._/ that ends with .jar",
            "Give the agent's path in the image.");
      }
    }

    /** Serves another port. */
    public Agent port(int other) {
      return new Agent(jar, other);
    }
  }

  /**
   * The JMX exporter as a container.
   *
   * @param image its image
   * @param command what to run in it; empty for the image's own entry point with the port and the
   *     configuration's path as arguments
   * @param port the port to scrape
   */
  record Sidecar(String image, List<String> command, int port) implements Monitoring {
    public Sidecar {
      Objects.requireNonNull(image, "image");
      command = List.copyOf(command);
      checkPort(port);
      if (image.isBlank()) {
        throw new InvalidSpecException(
            "monitoring.image", "''", "an image", "Name the exporter's image, with its tag.");
      }
    }

    /** Serves another port. */
    public Sidecar port(int other) {
      return new Sidecar(image, command, other);
    }
  }

  private static void checkPort(int port) {
    if (port < 1024 || port > 65_535 || (port >= 9090 && port <= 9099)) {
      throw new InvalidSpecException(
          "monitoring.port",
          port,
          "1024 to 65535, but not 9090 to 9099, which are Kafka's",
          "Leave it out for " + DEFAULT_PORT + ".");
    }
  }
}
