package io.katka.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.katka.state.PartitionRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists of partitions as the controller reads them from its admin nodes. */
final class PartitionsJson {
  private PartitionsJson() {}

  /** Of {@code /admin/reassign_partitions}: partition to new replicas in order. */
  static Map<PartitionRef, List<Integer>> replicas(String text) {
    var found = new TreeMap<PartitionRef, List<Integer>>();
    for (JsonNode entry : Json.parse(text).path("partitions")) {
      var ref = new PartitionRef(entry.path("topic").asText(), entry.path("partition").asInt());
      found.put(ref, ids(entry.path("replicas")));
    }
    return found;
  }

  /** Of {@code /brokers/topics/<topic>}: partition to its replicas in order. */
  static Map<PartitionRef, List<Integer>> ofTopic(String topic, String text) {
    var found = new TreeMap<PartitionRef, List<Integer>>();
    Json.parse(text)
        .path("partitions")
        .properties()
        .forEach(
            entry ->
                found.put(
                    new PartitionRef(topic, Integer.parseInt(entry.getKey())),
                    ids(entry.getValue())));
    return found;
  }

  /** A request to reassign. */
  static String reassignment(Map<PartitionRef, List<Integer>> targets) {
    ObjectNode json = Json.object().put("version", 1);
    ArrayNode partitions = json.putArray("partitions");
    targets.forEach(
        (ref, replicas) -> {
          ArrayNode ids = entry(partitions, ref).putArray("replicas");
          replicas.forEach(ids::add);
        });
    return json.toString();
  }

  /** A request to elect preferred leaders. */
  static String election(Collection<PartitionRef> elected) {
    ObjectNode json = Json.object().put("version", 1);
    ArrayNode partitions = json.putArray("partitions");
    elected.forEach(ref -> entry(partitions, ref));
    return json.toString();
  }

  private static ObjectNode entry(ArrayNode partitions, PartitionRef ref) {
    return partitions.addObject().put("topic", ref.topic()).put("partition", ref.partition());
  }

  private static List<Integer> ids(JsonNode array) {
    var ids = new ArrayList<Integer>();
    array.forEach(id -> ids.add(id.asInt()));
    return ids;
  }
}
