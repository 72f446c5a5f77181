package io.katka.examples;

import io.katka.Katka;
import io.katka.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory for an example's clusters, below the one that the example's first argument names. It
 * goes when it is closed, and must be closed after the {@link Katka} whose nodes run in it.
 */
record Home(Path directory) implements AutoCloseable {

  static Home below(String[] arguments) throws IOException {
    Path parent = Path.of(arguments.length > 0 ? arguments[0] : "target");
    Files.createDirectories(parent);
    return new Home(Files.createTempDirectory(parent, "katka-example"));
  }

  Katka katka() {
    return katka(directory);
  }

  static Katka katka(Path directory) {
    return Katka.builder().platform(LocalPlatform.builder().directory(directory).build()).build();
  }

  @Override
  public void close() throws IOException {
    Directories.delete(directory);
  }
}
