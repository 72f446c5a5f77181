package io.katka.k8s.internal.manifest;

import java.util.Objects;

/**
 * A field that is not as it was rendered.
 *
 * @param object kind and name
 * @param field where in the object, such as {@code spec.template.spec.containers[kafka].image};
 *     empty for the object as a whole
 * @param observed what is there
 * @param wanted what was rendered
 */
public record Difference(String object, String field, String observed, String wanted) {
  /** Stands for what is not there, or shall not be. */
  public static final String NOTHING = "(nothing)";

  public Difference {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(observed, "observed");
    Objects.requireNonNull(wanted, "wanted");
  }

  @Override
  public String toString() {
    return object + (field.isEmpty() ? "" : " " + field) + ": " + observed + ", wanted " + wanted;
  }
}
