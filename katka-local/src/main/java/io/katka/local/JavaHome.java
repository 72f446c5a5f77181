package io.katka.local;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The Java that runs the nodes. */
record JavaHome(Path directory) {
  /** The oldest feature release on which the launcher runs. */
  static final int FLOOR = 11;

  static JavaHome ofThisProgram() {
    return new JavaHome(Path.of(System.getProperty("java.home")));
  }

  Path executable() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return directory.resolve("bin").resolve(windows ? "java.exe" : "java");
  }

  /**
   * Its version as it names it itself, such as {@code 17.0.15}.
   *
   * @throws KatkaException if there is no Java
   */
  String version() {
    var release = new Properties();
    try (var reader = Files.newBufferedReader(directory.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      throw new KatkaException(
          "No Java in %s: it has no readable file 'release'. Give the directory of a Java 11 or newer."
              .formatted(directory),
          e);
    }
    return release.getProperty("JAVA_VERSION", "").replace("\"", "");
  }

  /** The feature release, such as 17. */
  int feature() {
    return Runtime.Version.parse(normalized(version())).feature();
  }

  private static String normalized(String version) {
    String number = version.startsWith("1.") ? version.substring(2) : version;
    return number.replaceAll("[^0-9.].*", "").replaceAll("(\\.0)+$", "");
  }
}
