package io.katka.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Class paths as they were resolved before, kept in a directory: what a released version needs does
 * not change, and looking it up anew takes a second of processor time. One of which a jar is gone,
 * or has another size, is not known any more.
 */
final class KnownClassPaths {
  private static final Logger LOG = LoggerFactory.getLogger(KnownClassPaths.class);

  private final Path directory;

  KnownClassPaths(Path directory) {
    this.directory = directory;
  }

  /** The jars that these coordinates stood for, if all of them are there as they were. */
  Optional<List<Path>> find(List<String> coordinates) {
    try {
      var jars = new ArrayList<Path>();
      for (String line : Files.readAllLines(file(coordinates))) {
        int space = line.indexOf(' ');
        Path jar = Path.of(line.substring(space + 1));
        if (Files.size(jar) != Long.parseLong(line.substring(0, space))) {
          return Optional.empty();
        }
        jars.add(jar);
      }
      return jars.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(jars));
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      LOG.debug("No class path is known of {}", coordinates, e);
      return Optional.empty();
    }
  }

  /** Keeps what they stand for; that it could not be kept is no matter. */
  void keep(List<String> coordinates, List<Path> jars) {
    try {
      var text = new StringBuilder();
      for (Path jar : jars) {
        text.append(Files.size(jar)).append(' ').append(jar.toAbsolutePath()).append('\n');
      }
      OwnerOnly.write(file(coordinates), text.toString());
    } catch (IOException e) {
      LOG.debug("The class path of {} is not kept", coordinates, e);
    }
  }

  /** Another local repository has other files for the same coordinates. */
  private Path file(List<String> coordinates) {
    String key =
        coordinates
            + System.getProperty("user.home")
            + System.getProperty("maven.repo.local", "its settings'");
    return directory.resolve("classpath-" + Digests.of(key, 10) + ".txt");
  }
}
