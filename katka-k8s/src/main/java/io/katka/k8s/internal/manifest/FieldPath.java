package io.katka.k8s.internal.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a field is in an object.
 *
 * @param steps field names, and items of lists as {@code [id]}
 */
record FieldPath(List<String> steps) {
  static final FieldPath ROOT = new FieldPath(List.of());

  FieldPath {
    steps = List.copyOf(steps);
  }

  FieldPath field(String name) {
    return with(name);
  }

  FieldPath item(Object id) {
    return with("[" + id + "]");
  }

  private FieldPath with(String step) {
    var more = new ArrayList<>(steps);
    more.add(step);
    return new FieldPath(more);
  }

  /** The name of the last field; empty for an item. */
  String name() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1);
  }

  @Override
  public String toString() {
    return String.join(".", steps).replace(".[", "[");
  }
}
