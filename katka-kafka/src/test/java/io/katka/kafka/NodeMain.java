package io.katka.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kafka node in a JVM of its own: formats its directory once, then runs until its parent ends.
 */
public final class NodeMain {
  private NodeMain() {}

  /** Takes the configuration file, the cluster id, and further flags for formatting. */
  public static void main(String[] args) throws Exception {
    endWithParent();
    Path configuration = Path.of(args[0]);
    Path formatted = configuration.resolveSibling("formatted");
    if (!Files.exists(formatted)) {
      var format = new ArrayList<>(List.of("format", "-c", args[0], "-t", args[1]));
      format.addAll(List.of(args).subList(2, args.length));
      int result = kafka.tools.StorageTool.execute(format.toArray(String[]::new), System.out);
      if (result != 0) {
        throw new IllegalStateException("formatting ended with " + result);
      }
      Files.createFile(formatted);
    }
    kafka.Kafka.main(new String[] {args[0]});
  }

  private static void endWithParent() {
    var watcher =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // The parent writes nothing: the end of the stream is its end.
                }
              } catch (IOException e) {
                // As good as its end.
              }
              Runtime.getRuntime().halt(0);
            },
            "parent-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }
}
