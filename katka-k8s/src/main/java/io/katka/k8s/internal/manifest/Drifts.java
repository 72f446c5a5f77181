package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.state.Drift;
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
public final class Drifts {
  private static final Set<String> NOT_COMPARED = Set.of("apiVersion", "kind", "status");
  private static final Set<String> METADATA = Set.of("labels", "annotations");
  private static final String NOTHING = "nothing";

  private final HasMetadata object;
  private final ManagedFields owners;
  private final String manager;
  private final List<Drift> found = new ArrayList<>();

  private Drifts(HasMetadata object, Map<?, ?> live, String manager) {
    this.object = object;
    this.manager = manager;
    owners = new ManagedFields(live);
  }

  /**
   * Compares.
   *
   * @param wanted the object as it would be applied
   * @param live the object that is there, its managed fields included; null where it is not
   * @param manager the field manager that applies
   */
  public static List<Drift> between(
      HasMetadata wanted, @Nullable HasMetadata live, String manager) {
    Map<?, ?> liveFields = live == null ? Map.of() : fields(live);
    var drifts = new Drifts(wanted, liveFields, manager);
    if (live == null) {
      drifts.add(FieldPath.ROOT, "gone", "there", "");
    } else {
      Map<?, ?> wantedFields = fields(wanted);
      drifts.compareAll(wantedFields, liveFields);
      drifts.owners.surplus(
          manager, wantedFields, (path, value) -> drifts.differ(path, null, value));
    }
    return List.copyOf(drifts.found);
  }

  private static Map<?, ?> fields(HasMetadata object) {
    return Serialization.unmarshal(Serialization.asJson(object), Map.class);
  }

  private void compareAll(Map<?, ?> wanted, Map<?, ?> live) {
    for (Object key : new TreeSet<>(wanted.keySet())) {
      FieldPath path = FieldPath.ROOT.field(String.valueOf(key));
      if (key.equals("metadata")) {
        for (String part : new TreeSet<>(METADATA)) {
          Object rendered = part(wanted, part);
          if (rendered != null) {
            compare(path.field(part), rendered, part(live, part));
          }
        }
      } else if (!NOT_COMPARED.contains(key)) {
        compare(path, wanted.get(key), live.get(key));
      }
    }
  }

  private static @Nullable Object part(Map<?, ?> object, String name) {
    return object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get(name) : null;
  }

  private void compare(FieldPath path, @Nullable Object wanted, @Nullable Object live) {
    if (wanted instanceof Map<?, ?> map && live instanceof Map<?, ?> other) {
      for (Object key : new TreeSet<>(map.keySet())) {
        compare(path.field(String.valueOf(key)), map.get(key), other.get(key));
      }
    } else if (wanted instanceof List<?> list && live instanceof List<?> other) {
      compareLists(path, list, other);
    } else if (!(Values.isEmpty(wanted) && Values.isEmpty(live))
        && !Values.areEqual(wanted, live)) {
      differ(path, wanted, live);
    }
  }

  private void compareLists(FieldPath path, List<?> wanted, List<?> live) {
    String key = ListKeys.of(path, wanted);
    if (!key.isEmpty()) {
      for (Object item : wanted) {
        Object id = ((Map<?, ?>) item).get(key);
        compare(path.item(Objects.requireNonNull(id)), item, ListKeys.find(live, key, id));
      }
    } else if (!areEqual(wanted, live)) {
      differ(path, wanted, live);
    }
  }

  /** A list without keys has one owner, and is taken as a whole. */
  private static boolean areEqual(@Nullable Object wanted, @Nullable Object live) {
    if (wanted instanceof Map<?, ?> map && live instanceof Map<?, ?> other) {
      return map.keySet().stream().allMatch(key -> areEqual(map.get(key), other.get(key)));
    }
    if (wanted instanceof List<?> list && live instanceof List<?> other) {
      boolean equal = list.size() == other.size();
      for (int i = 0; equal && i < list.size(); i++) {
        equal = areEqual(list.get(i), other.get(i));
      }
      return equal;
    }
    return (Values.isEmpty(wanted) && Values.isEmpty(live)) || Values.areEqual(wanted, live);
  }

  private void differ(FieldPath path, @Nullable Object wanted, @Nullable Object live) {
    add(path, show(live, "another"), show(wanted, "the rendered"), owners.others(path, manager));
  }

  private void add(FieldPath path, String observed, String wanted, String by) {
    String node = object.getMetadata().getLabels().getOrDefault(Labels.NODE_ID, "-1");
    found.add(
        new Drift(
            Integer.parseInt(node),
            object.getKind() + " " + object.getMetadata().getName(),
            path.toString(),
            observed,
            wanted,
            by));
  }

  private String show(@Nullable Object value, String which) {
    if (value == null) {
      return NOTHING;
    }
    return object.getKind().equals("Secret") ? which + " secret value" : value.toString();
  }
}
