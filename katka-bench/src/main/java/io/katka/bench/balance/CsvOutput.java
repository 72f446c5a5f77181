package io.katka.bench.balance;

import io.katka.balance.BalanceInput;
import io.katka.balance.BrokerSlot;
import io.katka.state.PartitionTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes instances and outcomes as CSV. */
final class CsvOutput {
  private CsvOutput() {}

  /** Writes {@code brokers.csv} and {@code replicas.csv}. */
  static void write(BalanceInput input, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var out = Files.newBufferedWriter(folder.resolve("brokers.csv"))) {
      out.write("id,rack,disk,state\n");
      for (BrokerSlot broker : input.brokers()) {
        String disk = broker.diskBytes() == 0 ? "" : String.valueOf(broker.diskBytes());
        String state = broker.state().name().toLowerCase(Locale.ROOT);
        out.write(broker.id() + "," + broker.rack() + "," + disk + "," + state + "\n");
      }
    }
    PartitionTable table = input.table();
    try (var out = Files.newBufferedWriter(folder.resolve("replicas.csv"))) {
      out.write("topic,partition,position,broker,bytes,leader\n");
      for (int row = 0; row < table.size(); row++) {
        for (int i = 0; i < table.replicationFactor(row); i++) {
          replica(out, table, row, i);
          int leads = table.replica(row, i) == table.leader(row) ? 1 : 0;
          out.write("," + table.bytes(row) + "," + leads + "\n");
        }
      }
    }
  }

  /** Writes topic, partition, position and broker of every replica. */
  static void writeOutcome(PartitionTable table, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write("topic,partition,position,broker\n");
      for (int row = 0; row < table.size(); row++) {
        for (int i = 0; i < table.replicationFactor(row); i++) {
          replica(out, table, row, i);
          out.write("\n");
        }
      }
    }
  }

  private static void replica(BufferedWriter out, PartitionTable table, int row, int position)
      throws IOException {
    out.write(table.topic(row));
    out.write(',');
    out.write(Integer.toString(table.partition(row)));
    out.write(',');
    out.write(Integer.toString(position));
    out.write(',');
    out.write(Integer.toString(table.replica(row, position)));
  }
}
