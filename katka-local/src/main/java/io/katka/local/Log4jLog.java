package io.katka.local;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Logs through Log4j 2, by a configuration that is found as if it stood in a jar. */
final class Log4jLog implements ReleaseLog {
  private static final String CONFIGURATION = "log4j2.properties";

  private final List<Path> jars;
  private final AtomicReference<Path> configuration = new AtomicReference<>();

  Log4jLog(List<Path> jars) {
    this.jars = jars;
  }

  @Override
  public List<Path> jars() {
    return jars;
  }

  @Override
  public Optional<URL> resource(String name) {
    return name.equals(CONFIGURATION)
        ? Optional.ofNullable(configuration.get()).map(Log4jLog::url)
        : Optional.empty();
  }

  @Override
  public void to(Path directory, ClassLoader loader) throws ReflectiveOperationException {
    Path wanted = written(directory);
    Path before = configuration.getAndSet(wanted);
    if (before != null && !before.equals(wanted)) {
      // By the loader: who calls decides otherwise whose logging is meant.
      Object context =
          Class.forName("org.apache.logging.log4j.LogManager", true, loader)
              .getMethod("getContext", ClassLoader.class, boolean.class)
              .invoke(null, loader, false);
      context.getClass().getMethod("setConfigLocation", URI.class).invoke(context, wanted.toUri());
    }
  }

  private static Path written(Path directory) {
    Path file = directory.resolve(CONFIGURATION);
    try {
      if (!Files.exists(file)) {
        OwnerOnly.write(file, LogConfig.log4j2(ReleaseLog.file(directory)));
      }
      return file;
    } catch (IOException e) {
      throw new KatkaException("Cannot write " + file + ": " + e, e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("a path is always a URL: " + path, e);
    }
  }
}
