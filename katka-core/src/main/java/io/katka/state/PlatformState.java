package io.katka.state;

import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as its platform sees it.
 *
 * @param ref which cluster
 * @param recorded what was recorded of it; null where it does not exist
 * @param nodes its nodes by ascending id
 * @param drift what somebody else changed at the platform
 * @param zones the failure zones in which brokers may be, in order: the racks of a new cluster to
 *     which none are given; empty where the platform knows none, and once the cluster exists
 */
public record PlatformState(
    ClusterRef ref,
    @Nullable Foundation recorded,
    List<PlatformNode> nodes,
    List<Drift> drift,
    List<String> zones) {
  public PlatformState {
    Objects.requireNonNull(ref, "ref");
    nodes = nodes.stream().sorted(Comparator.comparingInt(PlatformNode::id)).toList();
    drift = List.copyOf(drift);
    zones = List.copyOf(zones);
  }

  /** A cluster that exists. */
  public PlatformState(
      ClusterRef ref, @Nullable Foundation recorded, List<PlatformNode> nodes, List<Drift> drift) {
    this(ref, recorded, nodes, drift, List.of());
  }

  /** A cluster that nobody else changed. */
  public PlatformState(ClusterRef ref, @Nullable Foundation recorded, List<PlatformNode> nodes) {
    this(ref, recorded, nodes, List.of());
  }

  /** A cluster of which there is nothing. */
  public static PlatformState absent(ClusterRef ref) {
    return absent(ref, List.of());
  }

  /** A cluster of which there is nothing, where these zones are. */
  public static PlatformState absent(ClusterRef ref, List<String> zones) {
    return new PlatformState(ref, null, List.of(), List.of(), zones);
  }

  /** What was recorded of it; empty where it does not exist. */
  public Optional<Foundation> foundation() {
    return Optional.ofNullable(recorded);
  }

  /** The node of that id. */
  public Optional<PlatformNode> node(int id) {
    for (PlatformNode node : nodes) {
      if (node.id() == id) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }
}
