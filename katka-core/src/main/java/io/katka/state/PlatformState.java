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
 */
public record PlatformState(
    ClusterRef ref, @Nullable Foundation recorded, List<PlatformNode> nodes, List<Drift> drift) {
  public PlatformState {
    Objects.requireNonNull(ref, "ref");
    nodes = nodes.stream().sorted(Comparator.comparingInt(PlatformNode::id)).toList();
    drift = List.copyOf(drift);
  }

  /** A cluster that nobody else changed. */
  public PlatformState(ClusterRef ref, @Nullable Foundation recorded, List<PlatformNode> nodes) {
    this(ref, recorded, nodes, List.of());
  }

  /** A cluster of which there is nothing. */
  public static PlatformState absent(ClusterRef ref) {
    return new PlatformState(ref, null, List.of());
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
