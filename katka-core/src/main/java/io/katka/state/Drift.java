package io.katka.state;

import java.util.Objects;

/**
 * Something of a cluster that somebody else changed at the platform. It is shown in the plan, and
 * put back by {@code apply()} only.
 *
 * @param node the node that the object belongs to; -1 for one that all share
 * @param object what was changed, such as {@code Service kafka-bootstrap}
 * @param field which of its fields; empty where all of it is gone
 * @param observed what it says now
 * @param wanted what it should say
 * @param by who changed it, as far as the platform tells; may be empty
 */
public record Drift(
    int node, String object, String field, String observed, String wanted, String by) {
  public Drift {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(observed, "observed");
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(by, "by");
  }

  /** One sentence for a person. */
  public String describe() {
    String what =
        field.isEmpty() ? observed : "%s is %s, wanted %s".formatted(field, observed, wanted);
    return what + (by.isEmpty() ? "" : ", changed by " + by);
  }
}
