package io.katka.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;

/** The cluster id as brokers look it up: the first of them makes one up where there is none. */
final class ClusterId {
  private static final String PARENT = "/cluster";
  private static final String PATH = "/cluster/id";

  private ClusterId() {}

  /** Records an id unless there is one; returns the one that is recorded then. */
  static String claim(ZNodes nodes, String id) throws InterruptedException {
    nodes.create(PARENT, "");
    nodes.create(PATH, Json.object().put("version", "1").put("id", id).toString());
    return nodes.read(PATH).map(Json::parse).map(json -> text(json)).orElse("");
  }

  private static String text(JsonNode json) {
    return json.path("id").asText();
  }
}
