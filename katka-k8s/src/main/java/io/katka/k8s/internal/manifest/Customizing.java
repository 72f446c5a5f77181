package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.error.InvalidSpecException;
import io.katka.k8s.Customization;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the caller's changes to rendered objects, within what Katka relies on. */
final class Customizing {
  private Customizing() {}

  @SuppressWarnings("unchecked") // A change returns its own kind, as its type says.
  static <T extends HasMetadata> T apply(ClusterFacts facts, T object) {
    T current = object;
    for (Customization<?> customization : facts.options().customizations()) {
      if (customization.kind().isInstance(current)) {
        current = (T) changed(customization, current);
      }
    }
    return current;
  }

  private static <T extends HasMetadata> T changed(
      Customization<T> customization, HasMetadata object) {
    // The change may be made in place, and what was there before is still needed.
    T changed =
        customization.change().apply(customization.kind().cast(Serialization.clone(object)));
    check(object, changed);
    return changed;
  }

  private static void check(HasMetadata before, @Nullable HasMetadata after) {
    if (after == null) {
      throw refusal(before, "nothing", "the object, changed or not");
    }
    String was = identity(before);
    if (!was.equals(identity(after))) {
      throw refusal(before, identity(after), was);
    }
    Map<String, String> labels = before.getMetadata().getLabels();
    Map<String, String> left = after.getMetadata().getLabels();
    if (left == null || !left.entrySet().containsAll(labels.entrySet())) {
      throw refusal(before, "labels " + left, "labels with " + labels);
    }
  }

  private static String identity(HasMetadata object) {
    return "%s %s/%s"
        .formatted(
            object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  private static InvalidSpecException refusal(HasMetadata object, String value, String allowed) {
    return new InvalidSpecException(
        "customize " + identity(object),
        value,
        allowed,
        "Katka finds its objects by name and labels: add others, and leave these as they are.");
  }
}
