package io.katka.local.child;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Formats a node's volume where that was never done and starts Kafka, or the server that a system
 * property names, in one JVM. It runs with the class path of the node's release, on Java 11 or
 * newer, and finds Kafka by reflection only, so that one launcher fits all releases.
 *
 * <p>Arguments: the instance file, the token of this start, the server properties, the file that
 * marks the volume as formatted, the volume's {@code meta.properties}, then the arguments of {@code
 * kafka-storage format}, none for a volume that is not to be formatted.
 */
public final class NodeLauncher {
  /** Exit code of a node of which another process runs already. */
  static final int ALREADY_RUNNING = 75;

  /** System property: this node ends at once when the program that started it is gone. */
  static final String ENDS_WITH_PARENT = "katka.node.endsWithParent";

  /** The system property that names another class than Kafka's to run. */
  private static final String MAIN = "katka.main";

  private static final int FIXED_ARGUMENTS = 5;
  private static final int PARENT_GONE = 76;

  private NodeLauncher() {}

  /** Runs the node; returns once Kafka is on its way. */
  public static void main(String[] args) throws IOException {
    leaveTheTerminalAlone();
    if (Boolean.getBoolean(ENDS_WITH_PARENT)) {
      endWithParent();
    }
    Path instance = Path.of(args[0]);
    FileChannel claim = claim(instance, args[1]);
    if (claim == null) {
      System.err.println("Another process of this node runs already: it holds " + instance);
      System.exit(ALREADY_RUNNING);
    }
    String properties = args[2];
    Path marker = Path.of(args[3]);
    Path metaProperties = Path.of(args[4]);
    String[] format = Arrays.copyOfRange(args, FIXED_ARGUMENTS, args.length);
    if (format.length > 0 && !Files.exists(marker)) {
      if (!Files.exists(metaProperties)) {
        format(format);
      }
      mark(marker);
    }
    call(
        System.getProperty(MAIN, "kafka.Kafka"),
        "main",
        new Class<?>[] {String[].class},
        (Object) new String[] {properties});
  }

  /**
   * The parent holds the other end of the standard input and never writes to it: that this ends
   * tells of the parent's end, however that came.
   */
  private static void endWithParent() {
    var thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  continue;
                }
              } catch (IOException e) {
                System.err.println("The standard input cannot be read any more: " + e);
              }
              Runtime.getRuntime().halt(PARENT_GONE);
            },
            "katka-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Ctrl-C and a closed terminal reach every process of the terminal's group. Whether this node
   * stops is the driver's decision, who sends TERM. Kafka installs its own handlers later and calls
   * the ones it found.
   */
  private static void leaveTheTerminalAlone() {
    for (String name : new String[] {"INT", "HUP"}) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object nothing =
            Proxy.newProxyInstance(
                NodeLauncher.class.getClassLoader(), new Class<?>[] {handler}, (p, m, a) -> null);
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), nothing);
      } catch (ReflectiveOperationException e) {
        System.err.println("Cannot ignore the signal " + name + ": " + e);
      }
    }
  }

  /** Holds the instance file for the life of this process; null if another process does. */
  private static FileChannel claim(Path instance, String token) throws IOException {
    FileChannel channel =
        FileChannel.open(
            instance, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // Behind the text, because a lock keeps others from reading where locks are mandatory.
    FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    if (lock == null) {
      channel.close();
      return null;
    }
    String text = token + "\n" + ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    channel.force(true);
    return channel;
  }

  private static void format(String[] arguments) {
    Object code =
        call(
            "kafka.tools.StorageTool",
            "execute",
            new Class<?>[] {String[].class, PrintStream.class},
            arguments,
            System.out);
    if (!Integer.valueOf(0).equals(code)) {
      System.err.println("Formatting ended with code " + code);
      System.exit(1);
    }
  }

  private static void mark(Path marker) throws IOException {
    try (FileChannel channel =
        FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Object call(
      String className, String method, Class<?>[] types, Object... arguments) {
    try {
      return Class.forName(className).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
    } catch (ReflectiveOperationException e) {
      System.err.println("This release has no " + className + "." + method + ": " + e);
    }
    System.exit(1);
    throw new IllegalStateException("unreachable");
  }
}
