package io.katka.internal.planner;

import io.katka.spec.NodeSpec;
import io.katka.spi.TrafficProbeProvider;
import io.katka.state.KafkaState;
import io.katka.state.ObservedCluster;
import io.katka.state.PartitionTable;
import io.katka.state.PlatformNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Tells apart states of a cluster that call for different plans: nodes and what they run, who is
 * registered, where replicas are, configuration, features, notes of an unfinished run. What comes
 * and goes by itself, such as leaders, in-sync sets and sizes, does not count.
 */
final class Basis {
  private final MessageDigest digest;

  /** Numbers on their way to the digest, which takes many at once much faster than one by one. */
  private final ByteBuffer numbers = ByteBuffer.allocate(8 * 1024);

  private Basis() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(ObservedCluster observed, Map<String, String> notes) {
    var basis = new Basis();
    basis.add(String.valueOf(observed.platform().recorded()));
    observed.platform().nodes().forEach(basis::add);
    observed.platform().drift().forEach(drift -> basis.add(drift.toString()));
    observed.kafka().ifPresent(basis::add);
    basis.add(notes.toString());
    return basis.end();
  }

  private void add(PlatformNode node) {
    NodeSpec spec = node.spec();
    add(spec.id());
    add(spec.kind() + " " + spec.pool() + " " + spec.rack() + " " + spec.storage());
    add(spec.formatting().toString());
    add(spec.revision().release().image() + " " + spec.revision().fingerprint());
    add(spec.revision().properties().toString());
    add(node.phase() + " " + node.volume() + " " + node.runningFingerprint());
  }

  private void add(KafkaState kafka) {
    kafka.brokers().forEach(b -> add(b.id() + " " + b.fenced() + " " + b.cordoned()));
    add(new java.util.TreeMap<>(kafka.features().finalized()).toString());
    add(kafka.defaultConfig() + " " + kafka.brokerConfig());
    PartitionTable table = kafka.partitions();
    for (int t = 0; t < table.topicCount(); t++) {
      if (!table.topicName(t).startsWith(TrafficProbeProvider.TOPIC_PREFIX)) {
        addTopic(table, t);
      }
    }
  }

  private void addTopic(PartitionTable table, int topic) {
    add(table.topicName(topic));
    for (int row = table.topicFirstRow(topic); row < table.topicFirstRow(topic + 1); row++) {
      add(table.partition(row));
      for (int i = 0; i < table.replicationFactor(row); i++) {
        add(table.replica(row, i));
      }
    }
  }

  private void add(int number) {
    if (numbers.remaining() < Integer.BYTES) {
      flush();
    }
    numbers.putInt(number);
  }

  private void add(String text) {
    flush();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  private void flush() {
    digest.update(numbers.flip());
    numbers.clear();
  }

  private String end() {
    flush();
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }
}
