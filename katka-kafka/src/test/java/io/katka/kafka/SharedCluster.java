package io.katka.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all integration tests the same cluster of three brokers, ended after the last of them. */
public final class SharedCluster implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, key -> new Running(), Running.class)
        .cluster;
  }

  private static final class Running implements AutoCloseable {
    private final Path directory;
    private final TestCluster cluster;

    private Running() {
      try {
        directory = Files.createTempDirectory("katka-kafka");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      cluster =
          new TestCluster(
              directory,
              3,
              Map.of("broker.session.timeout.ms", "4000", "broker.heartbeat.interval.ms", "500"));
    }

    @Override
    public void close() throws IOException {
      cluster.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
