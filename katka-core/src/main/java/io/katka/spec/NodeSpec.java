package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.util.Objects;

/**
 * One node as the platform shall have it.
 *
 * @param id its node id in Kafka, allotted by the planner and never reused while registered
 * @param kind what it is for
 * @param pool the pool it belongs to
 * @param rack its rack; empty for none
 * @param revision what it runs
 * @param storage its volume
 * @param formatting how its volume is formatted, should it be new
 */
public record NodeSpec(
    int id,
    NodeKind kind,
    String pool,
    String rack,
    Revision revision,
    StorageSpec storage,
    Formatting formatting) {

  public NodeSpec {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(rack, "rack");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(formatting, "formatting");
    if (id < 0) {
      throw new InvalidSpecException("node id", id, "0 or more", "Give another id.");
    }
  }

  /** This node running something else. */
  public NodeSpec revision(Revision other) {
    return new NodeSpec(id, kind, pool, rack, other, storage, formatting);
  }
}
