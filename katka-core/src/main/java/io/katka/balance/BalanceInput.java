package io.katka.balance;

import io.katka.state.PartitionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a plan is made from, for tools that bring it as files.
 *
 * @param table all partitions
 * @param brokers every broker that has replicas or may get some
 */
public record BalanceInput(PartitionTable table, List<BrokerSlot> brokers) {
  public BalanceInput {
    Objects.requireNonNull(table, "table");
    brokers = List.copyOf(brokers);
  }

  /**
   * Reads {@code brokers.csv} and {@code replicas.csv} of a folder. Both begin with a line of
   * column names, in any order; unknown columns are ignored.
   *
   * <ul>
   *   <li>brokers: {@code id,rack,disk,state} and optionally {@code network}; the state is active,
   *       new, draining or dead; empty disk or network is not known
   *   <li>replicas: {@code topic,partition,position,broker,bytes,leader}, a line per replica,
   *       position 0 the preferred leader; leader is 1 on the line of the leading replica, else 0;
   *       empty bytes are not known; optionally {@code bytes_in,bytes_out} per second
   * </ul>
   *
   * @throws io.katka.error.InvalidSpecException if a line makes no sense; it names file and line
   */
  public static BalanceInput fromCsv(Path folder) throws IOException {
    return new CsvInput().read(folder);
  }

  /**
   * Reads a JSON document {@code {"brokers": [{"id", "rack", "disk", "network", "state"}],
   * "partitions": [{"topic", "partition", "replicas", "leader", "bytes", "bytesIn", "bytesOut"}]}};
   * of a broker only the id is needed, of a partition topic, number and replicas. The partitions
   * are those of Kafka's reassignment format with more fields.
   *
   * @throws io.katka.error.InvalidSpecException if it makes no sense
   */
  public static BalanceInput fromJson(Path file) throws IOException {
    return JsonInput.read(file);
  }
}
