package io.katka.local;

import io.katka.error.KatkaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The jar with nothing but the launcher, which stands before a release's jars on a node's class
 * path. It is made from this module's own class, because this module may be a directory, of which
 * the JVM makes no class archive, and is compiled for a newer Java than a node may run on.
 */
final class LauncherJar {
  private static final String ENTRY = "io/katka/local/child/NodeLauncher.class";
  private static final long FIXED_TIME = 1_700_000_000_000L;

  private final Path directory;

  LauncherJar(Path directory) {
    this.directory = directory;
  }

  List<Path> before(List<Path> jars) {
    var all = new ArrayList<Path>();
    all.add(file());
    all.addAll(jars);
    return all;
  }

  /** The jar, made if it is not there; its name tells its content. */
  Path file() {
    try {
      byte[] bytes = bytes();
      Path file = directory.resolve("launcher-" + Digests.of(bytes, 8) + ".jar");
      if (!Files.exists(file)) {
        OwnerOnly.directories(directory);
        Path temporary = Files.createTempFile(directory, "launcher", ".tmp");
        Files.write(temporary, bytes);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return file;
    } catch (IOException e) {
      throw new KatkaException("Cannot write the nodes' launcher to " + directory + ": " + e, e);
    }
  }

  private static byte[] bytes() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (InputStream code = LauncherJar.class.getResourceAsStream("/" + ENTRY);
        var jar = new JarOutputStream(bytes)) {
      if (code == null) {
        throw new IOException("the class path has no " + ENTRY);
      }
      var entry = new JarEntry(ENTRY);
      entry.setTime(FIXED_TIME);
      jar.putNextEntry(entry);
      code.transferTo(jar);
      jar.closeEntry();
    }
    return bytes.toByteArray();
  }
}
