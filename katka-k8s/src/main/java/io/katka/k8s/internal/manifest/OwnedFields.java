package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object that a manager applied, as the API server keeps them ({@code
 * metadata.managedFields}, format FieldsV1): {@code f:name} is a field, {@code k:{...}} an item of
 * a list by its keys, {@code .} the item itself.
 */
final class OwnedFields {
  private final String manager;
  private final Map<String, Object> surplus = new TreeMap<>();

  OwnedFields(String manager) {
    this.manager = manager;
  }

  /** Path to value of what the manager applied and does not render any more. */
  Map<String, Object> notIn(Map<?, ?> wanted, Map<?, ?> live) {
    if (live.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("managedFields") instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> owned
            && manager.equals(owned.get("manager"))
            && "Apply".equals(owned.get("operation"))
            && owned.get("fieldsV1") instanceof Map<?, ?> fields) {
          walk("", fields, wanted, live);
        }
      }
    }
    return surplus;
  }

  private void walk(String path, Map<?, ?> owned, @Nullable Object wanted, @Nullable Object live) {
    owned.forEach(
        (name, below) -> {
          String key = String.valueOf(name);
          if (key.startsWith("f:")) {
            String field = key.substring(2);
            String where = path.isEmpty() ? field : path + "." + field;
            step(where, below, field(wanted, field), field(live, field));
          } else if (key.startsWith("k:")) {
            Map<?, ?> keys = Serialization.unmarshal(key.substring(2), Map.class);
            String where = path + "[" + keys.values().iterator().next() + "]";
            step(where, below, item(wanted, keys), item(live, keys));
          }
        });
  }

  private void step(
      String path, @Nullable Object below, @Nullable Object wanted, @Nullable Object live) {
    if (live == null) {
      return;
    }
    if (wanted == null) {
      if (!isHollow(live)) {
        surplus.put(path, live);
      }
    } else if (below instanceof Map<?, ?> more) {
      walk(path, more, wanted, live);
    }
  }

  private static boolean isHollow(Object value) {
    return value.equals("")
        || value.equals(false)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  private static @Nullable Object field(@Nullable Object value, String name) {
    return value instanceof Map<?, ?> map ? map.get(name) : null;
  }

  /** An item has all these keys, or leaves out what is filled in for it, such as a protocol. */
  private static @Nullable Object item(@Nullable Object value, Map<?, ?> keys) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    return list.stream()
        .filter(item -> item instanceof Map<?, ?> map && hasKeys(map, keys))
        .findFirst()
        .orElse(null);
  }

  private static boolean hasKeys(Map<?, ?> item, Map<?, ?> keys) {
    return keys.entrySet().stream()
        .allMatch(
            key ->
                item.get(key.getKey()) == null
                    || Values.areEqual(item.get(key.getKey()), key.getValue()));
  }
}
