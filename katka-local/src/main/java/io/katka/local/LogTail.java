package io.katka.local;

import io.katka.error.UnreachableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last lines of what a node wrote: its log and its console, the one written last at the end.
 */
final class LogTail {
  private static final int BYTES_PER_LINE = 400;
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private LogTail() {}

  static List<String> of(NodeFiles node, int lines) {
    try {
      return of(inOrder(node), lines);
    } catch (IOException e) {
      throw new UnreachableException("Cannot read the log of node " + node.id() + ": " + e, e);
    }
  }

  /** The last lines of files, one after the other; of one that is not there, none. */
  static List<String> of(List<Path> files, int lines) {
    var all = new ArrayList<String>();
    for (Path file : files) {
      try {
        all.addAll(tail(file, lines));
      } catch (FileNotFoundException e) {
        continue;
      } catch (IOException e) {
        throw new UnreachableException("Cannot read " + file + ": " + e, e);
      }
    }
    return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  private static List<Path> inOrder(NodeFiles node) throws IOException {
    List<Path> files = Stream.of(node.console(), node.serverLog()).filter(Files::exists).toList();
    boolean reversed =
        files.size() == 2
            && Files.getLastModifiedTime(files.get(0))
                    .compareTo(Files.getLastModifiedTime(files.get(1)))
                > 0;
    return reversed ? List.of(files.get(1), files.get(0)) : files;
  }

  private static List<String> tail(Path path, int lines) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      long end = file.length();
      long most = Math.min(end, MOST_BYTES);
      long wanted = Math.min(most, (long) BYTES_PER_LINE * lines);
      List<String> read = tail(file, end - wanted, end);
      // A record of the quorum may be one line of many kilobytes.
      while (read.size() < lines && wanted < most) {
        wanted = Math.min(most, 4 * wanted);
        read = tail(file, end - wanted, end);
      }
      return read;
    }
  }

  private static List<String> tail(RandomAccessFile file, long start, long end) throws IOException {
    var bytes = new byte[(int) (end - start)];
    file.seek(start);
    file.readFully(bytes);
    List<String> read = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    // The first one is cut where reading did not begin at the file's beginning.
    return start > 0 ? read.subList(1, read.size()) : read;
  }
}
