package kafka.tools;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Stands where Kafka's storage tool is: leaves a volume that bears the cluster id. */
public final class StorageTool {
  private static final String CLUSTER_ID = "--cluster-id=";

  private StorageTool() {}

  public static int execute(String[] args, PrintStream out) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(args[2]))) {
      properties.load(reader);
    }
    String id = args[3].substring(CLUSTER_ID.length());
    Path data = Path.of(properties.getProperty("log.dirs"));
    Files.writeString(data.resolve("meta.properties"), "cluster.id=" + id + "\n");
    out.println("formatted");
    return 0;
  }
}
