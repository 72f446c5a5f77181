package io.katka.local;

import io.katka.error.KatkaException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.SoftReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
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

  private final Loader loader;

  private KafkaClasses(List<Path> jars, Path logging) {
    loader = new Loader(jars, logging);
    run("keep Kafka from ending this JVM", this::guardHost);
  }

  /**
   * The classes of these jars.
   *
   * @param logging the Log4j 2 configuration they go by from now on
   */
  static KafkaClasses of(List<Path> jars, Path logging) {
    synchronized (LOADED) {
      SoftReference<KafkaClasses> known = LOADED.get(jars);
      KafkaClasses present = known == null ? null : known.get();
      if (present == null) {
        present = new KafkaClasses(jars, logging);
        LOADED.put(List.copyOf(jars), new SoftReference<>(present));
      } else if (!present.loader.logging.get().equals(logging)) {
        present.log(logging);
      }
      return present;
    }
  }

  /** Formats a volume, with the arguments of {@code kafka-storage}. */
  void format(List<String> arguments) {
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

  private void log(Path configuration) {
    loader.logging.set(configuration);
    run(
        "configure logging",
        () -> {
          // By the loader: who calls decides otherwise whose logging is meant.
          Object context =
              load("org.apache.logging.log4j.LogManager")
                  .getMethod("getContext", ClassLoader.class, boolean.class)
                  .invoke(null, loader, false);
          return context
              .getClass()
              .getMethod("setConfigLocation", URI.class)
              .invoke(context, configuration.toUri());
        });
  }

  /** Finds the logging configuration as if it stood in a jar. */
  private static final class Loader extends URLClassLoader {
    private static final String LOGGING = "log4j2.properties";

    private final AtomicReference<Path> logging;

    static {
      registerAsParallelCapable();
    }

    Loader(List<Path> jars, Path logging) {
      super(urls(jars), ClassLoader.getPlatformClassLoader());
      this.logging = new AtomicReference<>(logging);
    }

    @Override
    public @Nullable URL findResource(String name) {
      return name.equals(LOGGING) ? url(logging.get()) : super.findResource(name);
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
