package io.katka.balance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.katka.error.InvalidSpecException;
import io.katka.state.PartitionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads brokers and partitions from a JSON document. */
final class JsonInput {
  private JsonInput() {}

  static BalanceInput read(Path file) throws IOException {
    try {
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      return new BalanceInput(table(root.path("partitions")), brokers(root.path("brokers")));
    } catch (JsonProcessingException e) {
      throw new InvalidSpecException(
          file.getFileName().toString(), e.getOriginalMessage(), "JSON", "Mend the document.");
    }
  }

  private static List<BrokerSlot> brokers(JsonNode nodes) {
    var brokers = new ArrayList<BrokerSlot>();
    for (JsonNode node : nodes) {
      String at = "brokers[" + brokers.size() + "]";
      brokers.add(
          new BrokerSlot(
              number(node, "id", at),
              node.path("rack").asText(""),
              state(node.path("state").asText("active"), at),
              node.path("disk").asLong(0),
              node.path("network").asLong(0)));
    }
    return brokers;
  }

  private static BrokerSlot.State state(String name, String at) {
    try {
      return BrokerSlot.State.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException(
          at + ".state", name, "active, new, draining or dead", "Say whether it takes replicas.");
    }
  }

  private static PartitionTable table(JsonNode nodes) {
    var table = new TableCollector();
    int index = 0;
    for (JsonNode node : nodes) {
      String at = "partitions[" + index++ + "]";
      JsonNode replicas = node.path("replicas");
      if (!node.path("topic").isTextual() || !replicas.isArray() || replicas.isEmpty()) {
        throw new InvalidSpecException(
            at, node.toString(), "a topic and a list of replicas", "Mend the document.");
      }
      int leader = node.path("leader").asInt(-1);
      for (int i = 0; i < replicas.size(); i++) {
        if (!replicas.get(i).isInt()) {
          throw new InvalidSpecException(
              at + ".replicas", replicas.toString(), "broker ids", "Mend the document.");
        }
        int broker = replicas.get(i).intValue();
        table.add(
            node.path("topic").textValue(),
            number(node, "partition", at),
            i,
            broker,
            node.path("bytes").asLong(PartitionTable.UNKNOWN_BYTES),
            broker == leader);
        if (node.has("bytesIn") || node.has("bytesOut")) {
          table.traffic(node.path("bytesIn").asLong(), node.path("bytesOut").asLong());
        }
      }
    }
    return table.build();
  }

  private static int number(JsonNode node, String field, String at) {
    JsonNode value = node.path(field);
    if (!value.isInt() || value.intValue() < 0) {
      throw new InvalidSpecException(
          at + "." + field, value.toString(), "a whole number from 0", "Mend the document.");
    }
    return value.intValue();
  }
}
