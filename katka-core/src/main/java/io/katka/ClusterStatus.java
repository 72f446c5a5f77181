package io.katka;

import io.katka.release.MetadataMode;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.state.BrokerState;
import io.katka.state.FeatureState;
import io.katka.state.KafkaState;
import io.katka.state.ObservedCluster;
import io.katka.state.PlatformNode;
import java.util.List;
import java.util.Objects;

/**
 * A cluster as it is.
 *
 * @param observed all that was seen
 * @param location where it is, in words
 * @param bootstrapServers {@code host:port} of its brokers, for clients
 * @param health whether all is well
 */
public record ClusterStatus(
    ObservedCluster observed, String location, List<String> bootstrapServers, Health health) {
  private static final String PROTOCOL = "inter.broker.protocol.version";

  public ClusterStatus {
    Objects.requireNonNull(observed, "observed");
    Objects.requireNonNull(location, "location");
    bootstrapServers = List.copyOf(bootstrapServers);
    Objects.requireNonNull(health, "health");
  }

  /** Which cluster. */
  public ClusterRef ref() {
    return observed.ref();
  }

  /** Whether there is such a cluster; of a deleted one only volumes are left. */
  public boolean exists() {
    return observed.platform().foundation().isPresent() && !observed.platform().nodes().isEmpty();
  }

  /** The cluster as a table. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    String id =
        observed.platform().foundation().map(f -> f.clusterId()).orElse("there is no such cluster");
    text.append("%s at %s, %s\n".formatted(ref(), location, id));
    text.append(
        "  %5s %-10s %-10s %-9s %-10s %-10s %s\n"
            .formatted("node", "kind", "pool", "version", "process", "kafka", "rack"));
    observed.platform().nodes().forEach(node -> text.append(line(node)));
    observed.kafka().ifPresent(kafka -> text.append(summary(kafka)));
    return text.append("  ").append(health).toString();
  }

  private String line(PlatformNode node) {
    String kafka =
        observed
            .kafka()
            .map(k -> node.spec().kind().isBroker() ? broker(k, node) : member(k, node))
            .orElse("-");
    return "  %5d %-10s %-10s %-9s %-10s %-10s %s\n"
        .formatted(
            node.id(),
            node.spec().kind(),
            node.spec().pool(),
            node.spec().revision().release(),
            node.phase(),
            kafka,
            node.spec().rack());
  }

  private static String broker(KafkaState kafka, PlatformNode node) {
    return kafka.broker(node.id()).map(ClusterStatus::describe).orElse("-");
  }

  private static String describe(BrokerState broker) {
    return broker.fenced() ? "fenced" : broker.cordoned() ? "cordoned" : "serving";
  }

  /** Of an ensemble: controllers tell more than a word says, and have none here. */
  private static String member(KafkaState kafka, PlatformNode node) {
    return kafka
        .quorum()
        .filter(quorum -> node.spec().kind() == NodeKind.ZOOKEEPER)
        .flatMap(
            quorum ->
                quorum
                    .voter(node.id())
                    .map(
                        voter ->
                            voter.id() == quorum.leaderId()
                                ? "leading"
                                : voter.lag() == 0 ? "synced" : "not synced"))
        .orElse("-");
  }

  private String summary(KafkaState kafka) {
    return "  %d topics, %d partitions, %d replicas; %s\n"
        .formatted(
            kafka.partitions().topicCount(),
            kafka.partitions().size(),
            kafka.partitions().replicaCount(),
            level(kafka));
  }

  private String level(KafkaState kafka) {
    return observed
        .platform()
        .foundation()
        .map(Foundation::spec)
        .filter(spec -> spec.release().metadata() == MetadataMode.ZOOKEEPER)
        .map(spec -> spec.config().getOrDefault(PROTOCOL, spec.release().metadataVersion()))
        .map(level -> PROTOCOL + " " + level)
        .orElseGet(
            () ->
                "metadata.version level " + kafka.features().level(FeatureState.METADATA_VERSION));
  }
}
