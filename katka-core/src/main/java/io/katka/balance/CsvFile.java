package io.katka.balance;

import io.katka.error.InvalidSpecException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of lines of fields between commas, without quotes, the first line naming the columns. Asks
 * for columns by number: the wanted ones come first, in the order asked for.
 */
final class CsvFile implements AutoCloseable {
  private final Path file;
  private final BufferedReader reader;
  private final List<String> header;
  private final int[] place;
  private int[] starts = new int[0];
  private String line = "";
  private int lineNumber = 1;

  private CsvFile(Path file, BufferedReader reader, String... columns) throws IOException {
    this.file = file;
    this.reader = reader;
    String names = reader.readLine();
    header = names == null ? List.of() : List.of(names.strip().split(",", -1));
    place = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      place[i] = header.indexOf(columns[i]);
      if (place[i] < 0) {
        throw new InvalidSpecException(
            file.getFileName() + " line 1",
            names,
            "column names, among them " + String.join(",", columns),
            "Name the columns in the first line.");
      }
    }
    starts = new int[header.size() + 1];
  }

  static CsvFile open(Path file, String... columns) throws IOException {
    BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    try {
      return new CsvFile(file, reader, columns);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The number to ask for another column by; -1 if the file has none. */
  int column(String name) {
    int index = header.indexOf(name);
    return index < 0 ? -1 : place.length + index;
  }

  /** Goes on to the next line that is not empty; false at the end. */
  boolean next() throws IOException {
    do {
      String read = reader.readLine();
      if (read == null) {
        return false;
      }
      line = read;
      lineNumber++;
    } while (line.isEmpty());
    int fields = 1;
    for (int i = line.indexOf(','); i >= 0; i = line.indexOf(',', i + 1)) {
      if (fields < starts.length) {
        starts[fields] = i + 1;
      }
      fields++;
    }
    if (fields != header.size()) {
      throw wrong("line", line, header.size() + " fields", "Write one field per column.");
    }
    starts[fields] = line.length() + 1;
    return true;
  }

  String text(int column) {
    int index = index(column);
    return line.substring(starts[index], starts[index + 1] - 1);
  }

  /** A whole number from 0. */
  long number(int column, long largest) {
    long number = numberOr(column, -1);
    if (number < 0 || number > largest) {
      throw wrong(
          header.get(index(column)), text(column), "a number, 0 to " + largest, "Mend the line.");
    }
    return number;
  }

  /** A whole number; another value where the field is empty. */
  long numberOr(int column, long otherwise) {
    int index = index(column);
    int from = starts[index];
    int to = starts[index + 1] - 1;
    if (from == to) {
      return otherwise;
    }
    try {
      return Long.parseLong(line, from, to, 10);
    } catch (NumberFormatException e) {
      throw wrong(header.get(index), text(column), "a whole number", "Mend the line.");
    }
  }

  /** Whether a field is 1 or true; 0, false and empty are not. */
  boolean flag(int column) {
    String text = text(column);
    return switch (text) {
      case "1", "true" -> true;
      case "0", "false", "" -> false;
      default -> throw wrong(header.get(index(column)), text, "0 or 1", "Mend the line.");
    };
  }

  /** File and line, for messages. */
  String where() {
    return file.getFileName() + " line " + lineNumber;
  }

  private int index(int column) {
    return column < place.length ? place[column] : column - place.length;
  }

  private InvalidSpecException wrong(String field, String value, String allowed, String remedy) {
    return new InvalidSpecException(where() + " " + field, "'" + value + "'", allowed, remedy);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
