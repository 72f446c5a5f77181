package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who set which field of an object, as the API server keeps it ({@code metadata.managedFields},
 * format FieldsV1): {@code f:name} is a field, {@code k:{...}} an item of a list by its keys.
 */
final class ManagedFields {
  private record Owned(String manager, boolean applied, Map<?, ?> fields) {}

  private final Map<?, ?> live;
  private final List<Owned> all;

  /**
   * Reads them.
   *
   * @param live the object as maps and lists
   */
  ManagedFields(Map<?, ?> live) {
    this.live = live;
    var owned = new ArrayList<Owned>();
    if (live.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("managedFields") instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> map && map.get("fieldsV1") instanceof Map<?, ?> fields) {
          owned.add(
              new Owned(
                  String.valueOf(map.get("manager")),
                  "Apply".equals(map.get("operation")),
                  fields));
        }
      }
    }
    all = List.copyOf(owned);
  }

  /** Who else set a field; empty if nobody is known to have. */
  String others(FieldPath path, String manager) {
    var names = new TreeSet<String>();
    for (Owned owned : all) {
      if (!owned.manager().equals(manager) && has(owned.fields(), path.steps())) {
        names.add(owned.manager());
      }
    }
    return String.join(", ", names);
  }

  private static boolean has(Map<?, ?> fields, List<String> steps) {
    Map<?, ?> here = fields;
    for (String step : steps) {
      if (here.isEmpty()) {
        return true; // What is owned as a whole, such as a selector, lists no fields of its own.
      }
      if (here.get("f:" + step) instanceof Map<?, ?> below) {
        here = below;
      } else {
        Map<?, ?> item = item(here, step);
        if (item == null) {
          return false;
        }
        here = item;
      }
    }
    return true;
  }

  private static @Nullable Map<?, ?> item(Map<?, ?> fields, String step) {
    for (Map.Entry<?, ?> entry : fields.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (key.startsWith("k:")
          && keys(key).values().stream().anyMatch(id -> step.equals("[" + id + "]"))
          && entry.getValue() instanceof Map<?, ?> below) {
        return below;
      }
    }
    return null;
  }

  private static Map<?, ?> keys(String name) {
    return Serialization.unmarshal(name.substring("k:".length()), Map.class);
  }

  /** Reports what a manager applied, is there, and is not wanted any more. */
  void surplus(String manager, Map<?, ?> wanted, BiConsumer<FieldPath, Object> found) {
    all.stream()
        .filter(owned -> owned.applied() && owned.manager().equals(manager))
        .forEach(owned -> walk(FieldPath.ROOT, owned.fields(), wanted, live, found));
  }

  private static void walk(
      FieldPath path,
      Map<?, ?> owned,
      @Nullable Object wanted,
      @Nullable Object live,
      BiConsumer<FieldPath, Object> found) {
    owned.forEach(
        (name, below) -> {
          String key = String.valueOf(name);
          if (key.startsWith("f:")) {
            String field = key.substring("f:".length());
            step(path.field(field), below, child(wanted, field), child(live, field), found);
          } else if (key.startsWith("k:")) {
            Map<?, ?> keys = keys(key);
            FieldPath item = path.item(keys.values().iterator().next());
            step(item, below, child(wanted, keys), child(live, keys), found);
          }
        });
  }

  private static void step(
      FieldPath path,
      @Nullable Object below,
      @Nullable Object wanted,
      @Nullable Object live,
      BiConsumer<FieldPath, Object> found) {
    if (Values.isEmpty(live)) {
      return;
    }
    boolean asAWhole =
        !(below instanceof Map<?, ?> parts) || parts.isEmpty() || parts.containsKey(".");
    if (wanted == null && asAWhole) {
      found.accept(path, live);
    } else if (below instanceof Map<?, ?> more) {
      walk(path, more, wanted, live, found);
    }
  }

  private static @Nullable Object child(@Nullable Object value, String field) {
    return value instanceof Map<?, ?> map ? map.get(field) : null;
  }

  /** An item has all these keys, or leaves out what is filled in for it, such as a protocol. */
  private static @Nullable Object child(@Nullable Object value, Map<?, ?> keys) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    for (Object item : list) {
      if (item instanceof Map<?, ?> map
          && keys.entrySet().stream()
              .allMatch(
                  key ->
                      map.get(key.getKey()) == null
                          || Values.areEqual(map.get(key.getKey()), key.getValue()))) {
        return item;
      }
    }
    return null;
  }
}
