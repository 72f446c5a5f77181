package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.spi.KafkaGatewayProvider;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.SoftReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

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
  private final ReleaseLoader loader;
  private final AtomicBoolean definedAhead = new AtomicBoolean();
  private final Map<Class<?>, KafkaGatewayProvider> gateways = new HashMap<>();
  private boolean loadedAhead;

  private KafkaClasses(ReleaseLog log, Path kept, Path directory) {
    this.log = log;
    loader = new ReleaseLoader(log, kept);
    log(directory);
    run("keep Kafka from ending this JVM", this::guardHost);
  }

  /**
   * The classes of these jars.
   *
   * @param cache where is kept which classes were loaded
   * @param directory where they log to from now on
   */
  static KafkaClasses of(List<Path> jars, Path cache, Path directory) {
    synchronized (LOADED) {
      SoftReference<KafkaClasses> known = LOADED.get(jars);
      KafkaClasses present = known == null ? null : known.get();
      if (present == null) {
        ReleaseLog log = PlainLog.of(jars).orElseGet(() -> new Log4jLog(jars));
        present = new KafkaClasses(log, KnownClasses.file(cache, log.jars()), directory);
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

  /** Defines what nodes needed before, once, beside whatever else is done meanwhile. */
  void defineKnown() {
    if (definedAhead.compareAndSet(false, true)) {
      loader.defineKnown();
    }
  }

  /** Keeps which classes were loaded, for the next program. */
  void keep() {
    loader.keep();
  }

  /** A gateway of the program's that sees these clients instead of the program's own. */
  synchronized KafkaGatewayProvider gateway(Class<? extends KafkaGatewayProvider> type) {
    return gateways.computeIfAbsent(
        type,
        wanted ->
            run(
                "see the release's clients",
                () ->
                    (KafkaGatewayProvider)
                        Class.forName(wanted.getName(), true, new OwnView(wanted, loader))
                            .getConstructor()
                            .newInstance()));
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
      try {
        return load(name);
      } catch (ClassNotFoundException e) {
        continue;
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
}
