package io.katka.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command that starts a node. */
final class CommandLine {
  private static final String LAUNCHER = "io.katka.local.child.NodeLauncher";

  private CommandLine() {}

  /**
   * The command itself: short, so that every system shows all of it, and with the token by which
   * the process is known again.
   *
   * @param prefix what stands before it, to start it in a session of its own; may be empty
   */
  static List<String> command(List<String> prefix, JavaHome java, String token, NodeFiles node) {
    var command = new ArrayList<>(prefix);
    command.add(java.executable().toString());
    command.add(identity(token));
    command.add("@" + node.jvmArguments());
    return command;
  }

  static String identity(String token) {
    return "-Dkatka.node=" + token;
  }

  /** All further arguments, as a file that the {@code java} command reads. */
  static String argumentFile(
      NodeFiles node,
      String token,
      List<Path> classPath,
      List<String> jvmOptions,
      long heapBytes,
      List<String> formatArguments) {
    var arguments = new ArrayList<String>();
    arguments.add("-Xmx" + heapBytes);
    // Nodes here are small and start often: the quick compiler and the plain collector halve the
    // processor time of a start and do not take threads from the other nodes.
    arguments.add("-XX:TieredStopAtLevel=1");
    arguments.add("-XX:+UseSerialGC");
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    arguments.add("-XX:ErrorFile=" + node.logs().resolve("hs_err.log"));
    arguments.add("-Djava.awt.headless=true");
    arguments.add("-Dlog4j2.configurationFile=" + node.log4j2().toUri());
    arguments.add("-Dlog4j2.disable.jmx=true");
    arguments.add("-Dlog4j.configuration=" + node.log4j1().toUri());
    arguments.addAll(jvmOptions);
    arguments.add("-cp");
    arguments.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    arguments.add(LAUNCHER);
    arguments.add(node.instance().toString());
    arguments.add(token);
    arguments.add(node.properties().toString());
    arguments.add(node.formattedMarker().toString());
    arguments.add(node.metaProperties().toString());
    arguments.addAll(formatArguments);
    return arguments.stream().map(CommandLine::quote).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quote(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
