package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What applying a rendered object would change in the one that is there: rendered fields with
 * another value, and fields that were applied before and are not rendered any more. What others
 * added, and what the API server filled in, is not Katka's business.
 */
public final class Drift {
  private static final Set<String> IDENTITY = Set.of("apiVersion", "kind", "status");
  private static final Set<String> METADATA = Set.of("labels", "annotations");

  private final String object;
  private final boolean secret;
  private final List<Difference> found = new ArrayList<>();

  private Drift(HasMetadata wanted) {
    object = wanted.getKind() + " " + wanted.getMetadata().getName();
    secret = wanted.getKind().equals("Secret");
  }

  /**
   * Compares.
   *
   * @param wanted the object as it would be applied
   * @param live the object that is there; null where it is not
   * @param manager the field manager that applies
   */
  public static List<Difference> of(
      HasMetadata wanted, @Nullable HasMetadata live, String manager) {
    var drift = new Drift(wanted);
    if (live == null) {
      drift.found.add(
          new Difference(drift.object, "", Difference.NOTHING, "the object as rendered"));
      return List.copyOf(drift.found);
    }
    Map<?, ?> wantedFields = fields(wanted);
    Map<?, ?> liveFields = fields(live);
    drift.compareTop(wantedFields, liveFields);
    new OwnedFields(manager)
        .notIn(wantedFields, liveFields)
        .forEach((field, value) -> drift.add(field, value, null));
    return List.copyOf(drift.found);
  }

  /** An object as maps and lists. */
  static Map<?, ?> fields(HasMetadata object) {
    return Serialization.unmarshal(Serialization.asJson(object), Map.class);
  }

  private void compareTop(Map<?, ?> wanted, Map<?, ?> live) {
    for (Object key : new TreeSet<>(wanted.keySet())) {
      if (key.equals("metadata")) {
        for (String part : new TreeSet<>(METADATA)) {
          if (!isEmpty(part(wanted, part))) {
            compare("metadata." + part, part(wanted, part), part(live, part));
          }
        }
      } else if (!IDENTITY.contains(key)) {
        compare(String.valueOf(key), wanted.get(key), live.get(key));
      }
    }
  }

  private static @Nullable Object part(Map<?, ?> object, String name) {
    return object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get(name) : null;
  }

  private void compare(String path, @Nullable Object wanted, @Nullable Object live) {
    if (isEmpty(wanted) && isEmpty(live)) {
      return;
    }
    if (wanted instanceof Map<?, ?> map && live instanceof Map<?, ?> other) {
      for (Object key : new TreeSet<>(map.keySet())) {
        compare(path + "." + key, map.get(key), other.get(key));
      }
    } else if (wanted instanceof List<?> list && live instanceof List<?> other) {
      compareLists(path, list, other);
    } else if (!Values.areEqual(wanted, live)) {
      add(path, live, wanted);
    }
  }

  private void compareLists(String path, List<?> wanted, List<?> live) {
    String key = ListKeys.of(path, wanted);
    if (!key.isEmpty()) {
      for (Object item : wanted) {
        Object id = ((Map<?, ?>) item).get(key);
        compare(path + "[" + id + "]", item, ListKeys.find(live, key, id));
      }
    } else if (wanted.size() != live.size()) {
      add(path, live, wanted);
    } else {
      for (int i = 0; i < wanted.size(); i++) {
        compare(path + "[" + i + "]", wanted.get(i), live.get(i));
      }
    }
  }

  /** The API server leaves out what is empty, and false and 0 where they are the default. */
  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value.equals("")
        || value.equals(false)
        || value.equals(0)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  private void add(String path, @Nullable Object live, @Nullable Object wanted) {
    found.add(new Difference(object, path, show(live, "another"), show(wanted, "the rendered")));
  }

  private String show(@Nullable Object value, String which) {
    if (value == null) {
      return Difference.NOTHING;
    }
    return secret ? "(" + which + " secret value)" : Objects.toString(value);
  }
}
