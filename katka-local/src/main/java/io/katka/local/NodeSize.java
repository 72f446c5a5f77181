package io.katka.local;

import static java.util.Map.entry;

import java.util.Map;

/**
 * How much a node is to take, where the cluster does not say it: settings that stand in a node's
 * file and under whatever was asked for, so that no cluster has to be told of them.
 */
enum NodeSize {
  /**
   * A node as its cluster asks for it; Kafka's own default of 128 MiB for the cleaner is half of
   * such a node's whole heap.
   */
  USUAL(Map.of("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024))),

  /** One of many that come and go with a test: few threads, and no metrics put up for anybody. */
  SMALL(
      Map.ofEntries(
          entry("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024)),
          entry("num.io.threads", "2"),
          entry("num.network.threads", "1"),
          entry("background.threads", "2"),
          entry("group.coordinator.threads", "1"),
          // A node registers thousands of MBeans otherwise; within a program they would be its own.
          entry("metrics.jmx.include", "none")));

  private final Map<String, String> settings;

  NodeSize(Map<String, String> settings) {
    this.settings = settings;
  }

  Map<String, String> settings() {
    return settings;
  }
}
