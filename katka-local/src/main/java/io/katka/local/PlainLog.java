package io.katka.local;

import io.katka.error.KatkaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Logs through the small logger that Log4j's API brings itself. To set up the whole of Log4j takes
 * half a second of processor time in each new JVM, and a node within a test's JVM uses nothing of
 * it but lines in a file.
 */
final class PlainLog implements ReleaseLog {
  /** Kafka that can do without Log4j has this class. */
  private static final String WITHOUT = "org/apache/kafka/server/logger/NoOpController.class";

  private static final String CONFIG =
      "org.apache.logging.log4j.simple.internal.SimpleProvider$Config";
  private static final String RESOURCES = "plainlog/";
  private static final List<String> NAMES =
      List.of("log4j2.simplelog.properties", "log4j2.StatusLogger.properties");

  private final List<Path> jars;
  private final Lines lines = new Lines();
  private boolean installed;

  private PlainLog(List<Path> jars) {
    this.jars = jars;
  }

  /** For a release that can; empty for others. */
  static Optional<ReleaseLog> of(List<Path> jars) {
    List<Path> without = jars.stream().filter(jar -> !is(jar, "log4j-core-")).toList();
    boolean can =
        without.size() < jars.size()
            && jars.stream().anyMatch(jar -> is(jar, "log4j-slf4j-impl-"))
            && has(jars, "kafka-server-", WITHOUT)
            && has(jars, "log4j-api-", CONFIG.replace('.', '/') + ".class");
    return can ? Optional.of(new PlainLog(without)) : Optional.empty();
  }

  private static boolean is(Path jar, String prefix) {
    return jar.getFileName().toString().startsWith(prefix);
  }

  private static boolean has(List<Path> jars, String prefix, String entry) {
    return jars.stream().filter(jar -> is(jar, prefix)).anyMatch(jar -> has(jar, entry));
  }

  private static boolean has(Path jar, String entry) {
    try (var file = new JarFile(jar.toFile(), false)) {
      return file.getEntry(entry) != null;
    } catch (IOException e) {
      throw new KatkaException("Cannot read " + jar + ": " + e, e);
    }
  }

  @Override
  public List<Path> jars() {
    return jars;
  }

  @Override
  public Optional<URL> resource(String name) {
    return NAMES.contains(name)
        ? Optional.ofNullable(PlainLog.class.getResource(RESOURCES + name))
        : Optional.empty();
  }

  @Override
  public synchronized void to(Path directory, ClassLoader loader)
      throws ReflectiveOperationException {
    lines.to(ReleaseLog.file(directory));
    if (!installed) {
      installed = true;
      Class<?> config = Class.forName(CONFIG, true, loader);
      var stream = config.getField("stream");
      stream.setAccessible(true);
      stream.set(
          config.getField("INSTANCE").get(null),
          new PrintStream(lines, true, StandardCharsets.UTF_8));
    }
  }

  /** Goes to one file and later to another. */
  private static final class Lines extends OutputStream {
    private @Nullable Path file;
    private OutputStream out = OutputStream.nullOutputStream();

    synchronized void to(Path wanted) {
      if (wanted.equals(file)) {
        return;
      }
      try {
        OwnerOnly.file(wanted);
        OutputStream before = out;
        out = new BufferedOutputStream(Files.newOutputStream(wanted, StandardOpenOption.APPEND));
        file = wanted;
        before.close();
      } catch (IOException e) {
        throw new KatkaException("Cannot write " + wanted + ": " + e, e);
      }
    }

    @Override
    public synchronized void write(int one) throws IOException {
      out.write(one);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public synchronized void flush() throws IOException {
      out.flush();
    }
  }
}
