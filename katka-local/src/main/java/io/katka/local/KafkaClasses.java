package io.katka.local;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.SoftReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a release within this JVM, seen by nobody else: their loader's parent is the
 * platform's. They are kept while memory allows, because loading them is most of a start.
 *
 * <p>Kafka's ways to end or halt its JVM are led to an exception instead, and it gets no shutdown
 * hook.
 */
final class KafkaClasses {
  private static final Map<List<Path>, SoftReference<KafkaClasses>> LOADED =
      new ConcurrentHashMap<>();
  private static final List<String> EXITS =
      List.of("org.apache.kafka.common.utils.internals.Exit", "org.apache.kafka.common.utils.Exit");

  /** What a node needs first, and most of its start goes to. */
  private static final List<String> FIRST =
      List.of(
          "org.apache.kafka.common.protocol.ApiKeys",
          "kafka.server.KafkaConfig",
          "kafka.tools.StorageTool",
          "kafka.server.KafkaRaftServer");

  private final ReleaseLog log;
  private final Loader loader;
  private boolean loadedAhead;

  private KafkaClasses(ReleaseLog log, Path directory) {
    this.log = log;
    loader = new Loader(log);
    log(directory);
    run("keep Kafka from ending this JVM", this::guardHost);
  }

  /**
   * The classes of these jars.
   *
   * @param directory where they log to from now on
   */
  static KafkaClasses of(List<Path> jars, Path directory) {
    synchronized (LOADED) {
      SoftReference<KafkaClasses> known = LOADED.get(jars);
      KafkaClasses present = known == null ? null : known.get();
      if (present == null) {
        present =
            new KafkaClasses(PlainLog.of(jars).orElseGet(() -> new Log4jLog(jars)), directory);
        LOADED.put(List.copyOf(jars), new SoftReference<>(present));
      } else {
        present.log(directory);
      }
      return present;
    }
  }

  /**
   * Loads what every node needs, unless a node is on its way already. Nodes wait for it: threads
   * that initialize the same classes in different orders could wait for each other for ever.
   */
  synchronized void loadAhead() {
    if (loadedAhead) {
      return;
    }
    loadedAhead = true;
    run(
        "load the classes of a node",
        () -> {
          load("org.slf4j.LoggerFactory")
              .getMethod("getLogger", String.class)
              .invoke(null, KafkaClasses.class.getName());
          for (String name : FIRST) {
            load(name);
          }
          return "";
        });
  }

  private synchronized void noneAheadFromNow() {
    loadedAhead = true;
  }

  /** Formats a volume, with the arguments of {@code kafka-storage}. */
  void format(List<String> arguments) {
    noneAheadFromNow();
    run(
        "format " + arguments,
        () -> {
          var said = new java.io.ByteArrayOutputStream();
          Object code =
              load("kafka.tools.StorageTool")
                  .getMethod("execute", String[].class, PrintStream.class)
                  .invoke(null, arguments.toArray(String[]::new), print(said));
          if (!Integer.valueOf(0).equals(code)) {
            throw new KatkaException(
                "Formatting ended with code %s: %s"
                    .formatted(code, said.toString(StandardCharsets.UTF_8).strip()));
          }
          return "";
        });
  }

  private static PrintStream print(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /** A node with these properties, not started yet. */
  KafkaServer server(Map<String, String> properties) {
    noneAheadFromNow();
    return run(
        "make a node",
        () -> {
          Class<?> config = load("kafka.server.KafkaConfig");
          Class<?> time = load("org.apache.kafka.common.utils.Time");
          Object server =
              load("kafka.server.KafkaRaftServer")
                  .getConstructor(config, time)
                  .newInstance(
                      config.getConstructor(Map.class).newInstance(properties),
                      time.getField("SYSTEM").get(null));
          return new KafkaServer(this, server);
        });
  }

  /** Something that reflection does. */
  interface Work<T> {
    T go() throws ReflectiveOperationException;
  }

  /** Runs it as the classes' own code would run: what they load, they find in their loader. */
  <T> T run(String what, Work<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.go();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw new KatkaException("Cannot " + what + ": " + cause, cause);
    } catch (ReflectiveOperationException e) {
      throw new KatkaException(
          "Cannot %s: this release is not built as Katka knows it: %s".formatted(what, e), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, true, loader);
  }

  private String guardHost() throws ReflectiveOperationException {
    Class<?> exit = firstOf(EXITS);
    for (Class<?> nested : exit.getClasses()) {
      boolean procedure = nested.getSimpleName().equals("Procedure");
      Object replacement =
          Proxy.newProxyInstance(
              loader,
              new Class<?>[] {nested},
              (proxy, method, arguments) -> {
                if (procedure && method.getDeclaringClass() == nested) {
                  throw new KatkaException(
                      "Kafka wanted to end this JVM with code %s: %s"
                          .formatted(arguments[0], arguments[1]));
                }
                return null;
              });
      List<String> setters =
          procedure
              ? List.of("setExitProcedure", "setHaltProcedure")
              : List.of("setShutdownHookAdder");
      for (String setter : setters) {
        exit.getMethod(setter, nested).invoke(null, replacement);
      }
    }
    return "";
  }

  private Class<?> firstOf(List<String> names) throws ClassNotFoundException {
    for (String name : names) {
      if (loader.getResource(name.replace('.', '/') + ".class") != null) {
        return load(name);
      }
    }
    throw new ClassNotFoundException(names.toString());
  }

  private void log(Path directory) {
    run(
        "configure logging",
        () -> {
          log.to(directory, loader);
          return "";
        });
  }

  /** Finds what the log goes by as if it stood in a jar. */
  private static final class Loader extends URLClassLoader {
    private final ReleaseLog log;

    static {
      registerAsParallelCapable();
    }

    Loader(ReleaseLog log) {
      super(urls(log.jars()), ClassLoader.getPlatformClassLoader());
      this.log = log;
    }

    @Override
    public @Nullable URL findResource(String name) {
      return log.resource(name).orElseGet(() -> super.findResource(name));
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
      Optional<URL> own = log.resource(name);
      return own.isPresent()
          ? Collections.enumeration(List.of(own.get()))
          : super.findResources(name);
    }

    private static URL[] urls(List<Path> jars) {
      return jars.stream().map(Loader::url).toArray(URL[]::new);
    }

    private static URL url(Path path) {
      try {
        return path.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("a path is always a URL: " + path, e);
      }
    }
  }
}
