package io.katka.balance;

import io.katka.error.InvalidSpecException;
import io.katka.state.PartitionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads brokers and replicas from CSV. */
final class CsvInput {
  BalanceInput read(Path folder) throws IOException {
    List<BrokerSlot> brokers = brokers(folder.resolve("brokers.csv"));
    return new BalanceInput(table(folder.resolve("replicas.csv")), brokers);
  }

  private static List<BrokerSlot> brokers(Path file) throws IOException {
    var brokers = new ArrayList<BrokerSlot>();
    try (var csv = CsvFile.open(file, "id", "rack", "disk", "state")) {
      int network = csv.column("network");
      while (csv.next()) {
        brokers.add(
            new BrokerSlot(
                (int) csv.number(0, Integer.MAX_VALUE),
                csv.text(1),
                state(csv, csv.text(3)),
                Math.max(0, csv.numberOr(2, 0)),
                network < 0 ? 0 : Math.max(0, csv.numberOr(network, 0))));
      }
    }
    return brokers;
  }

  private static BrokerSlot.State state(CsvFile csv, String name) {
    for (BrokerSlot.State state : BrokerSlot.State.values()) {
      if (state.name().equals(name.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    throw new InvalidSpecException(
        csv.where() + " state",
        "'" + name + "'",
        "active, new, draining or dead",
        "Say whether the broker takes replicas.");
  }

  private static PartitionTable table(Path file) throws IOException {
    var table = new TableCollector();
    try (var csv =
        CsvFile.open(file, "topic", "partition", "position", "broker", "bytes", "leader")) {
      int in = csv.column("bytes_in");
      int out = csv.column("bytes_out");
      while (csv.next()) {
        table.add(
            csv.text(0),
            (int) csv.number(1, Integer.MAX_VALUE),
            (int) csv.number(2, PartitionTable.MAX_REPLICATION_FACTOR - 1),
            (int) csv.number(3, Integer.MAX_VALUE),
            csv.numberOr(4, PartitionTable.UNKNOWN_BYTES),
            csv.flag(5));
        if (in >= 0 && out >= 0) {
          table.traffic(csv.numberOr(in, 0), csv.numberOr(out, 0));
        }
      }
    }
    return table.build();
  }
}
