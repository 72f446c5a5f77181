package io.katka.local;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the classes of a release within this JVM log. */
interface ReleaseLog {
  /** Of the release's jars, those that are needed. */
  List<Path> jars();

  /** A resource that stands over one of that name in a jar. */
  Optional<URL> resource(String name);

  /**
   * Has them log to {@code server.log} in a directory from now on.
   *
   * @param loader of the classes
   */
  void to(Path directory, ClassLoader loader) throws ReflectiveOperationException;

  /** The file in a directory. */
  static Path file(Path directory) {
    return directory.resolve("server.log");
  }
}
