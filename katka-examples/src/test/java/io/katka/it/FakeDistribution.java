package io.katka.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** An unpacked distribution whose broker says why it cannot be and ends. */
final class FakeDistribution {
  static final String LAST_WORDS = "java.lang.IllegalStateException: no broker of this kind";

  private FakeDistribution() {}

  static Path in(Path directory) throws IOException {
    Path libs = Files.createDirectories(directory.resolve("libs"));
    Path source = directory.resolve("Kafka.java");
    Files.writeString(
        source,
        """
        package kafka;

        public class Kafka {
          public static void main(String[] arguments) {
            System.err.println("%s");
            System.exit(1);
          }
        }
        """
            .formatted(LAST_WORDS));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.toString(), source.toString());
    if (code != 0) {
      throw new AssertionError("cannot compile " + source);
    }
    try (OutputStream file = Files.newOutputStream(libs.resolve("kafka.jar"));
        var jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("kafka/Kafka.class"));
      Files.copy(directory.resolve("kafka").resolve("Kafka.class"), jar);
    }
    return directory;
  }
}
