package io.katka.local;

import io.katka.error.UnreachableException;
import io.katka.spec.Foundation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is recorded of one cluster. Writing is for the holder of the {@link Guard}. */
record ClusterFiles(Path directory) implements PortBook {

  /** The text form of what a cluster shall be. */
  record ClusterRecord(Foundation foundation) {}

  private record PortsRecord(Map<Integer, NodePorts> nodes) {}

  Optional<Foundation> foundation() {
    return Json.read(directory.resolve("cluster.json"), ClusterRecord.class)
        .map(ClusterRecord::foundation);
  }

  void foundation(Foundation foundation) {
    Json.write(directory.resolve("cluster.json"), new ClusterRecord(foundation));
  }

  @Override
  public Map<Integer, NodePorts> ports() {
    return Json.read(portsFile(), PortsRecord.class)
        .map(record -> new TreeMap<>(record.nodes()))
        .orElseGet(TreeMap::new);
  }

  @Override
  public void ports(Map<Integer, NodePorts> nodes) {
    Json.write(portsFile(), new PortsRecord(new TreeMap<>(nodes)));
  }

  Path store() {
    return directory.resolve("store");
  }

  Path kept() {
    return directory.resolve("kept");
  }

  NodeFiles node(int id) {
    return new NodeFiles(directory.resolve("nodes").resolve(Integer.toString(id)));
  }

  /** The nodes that are recorded, by ascending id. */
  List<NodeFiles> nodes() {
    try (Stream<Path> entries = Files.list(directory.resolve("nodes"))) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("\\d{1,10}"))
          .sorted(java.util.Comparator.comparing(entry -> Long.valueOf(fileName(entry))))
          .map(NodeFiles::new)
          .filter(node -> Files.exists(node.recordFile()))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UnreachableException("Cannot list the nodes below " + directory + ": " + e, e);
    }
  }

  private static String fileName(Path entry) {
    return entry.getFileName().toString();
  }

  private Path portsFile() {
    return directory.resolve("ports.json");
  }
}
