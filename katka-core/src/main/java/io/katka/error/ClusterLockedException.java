package io.katka.error;

import java.io.Serial;
import java.time.Instant;

/** Another run holds the cluster: wait for it, or cancel it there. */
public final class ClusterLockedException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  private final String owner;
  private final Instant since;

  /**
   * A cluster held by somebody else.
   *
   * @param cluster the cluster's name
   * @param owner who holds it, such as {@code pid 4711 on build-7}
   * @param since since when
   */
  public ClusterLockedException(String cluster, String owner, Instant since) {
    super(
        "Cluster %s is locked by %s since %s: wait for that run to end, or cancel it there."
            .formatted(cluster, owner, since));
    this.owner = owner;
    this.since = since;
  }

  /** Who holds the cluster. */
  public String owner() {
    return owner;
  }

  /** Since when it is held. */
  public Instant since() {
    return since;
  }
}
