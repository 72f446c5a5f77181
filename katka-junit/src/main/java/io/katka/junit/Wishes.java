package io.katka.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds which cluster is meant where something is injected. */
final class Wishes {
  private Wishes() {}

  /**
   * The cluster that the element itself names, else the one its class or a class around that names,
   * else the one that the only such field of the class names.
   */
  static Wish of(AnnotatedElement element, ExtensionContext context) {
    return on(element)
        .or(() -> ofClass(context.getRequiredTestClass()))
        .or(() -> ofOnlyField(context.getRequiredTestClass()))
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "Which cluster is meant for %s in %s? Put @KatkaCluster on the class, or on this."
                        .formatted(element, context.getRequiredTestClass().getName())));
  }

  private static Optional<Wish> on(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, KatkaCluster.class).map(Wish::of);
  }

  private static Optional<Wish> ofClass(Class<?> type) {
    Class<?> current = type;
    while (current != null) {
      Optional<Wish> wish = on(current);
      if (wish.isPresent()) {
        return wish;
      }
      current = current.getEnclosingClass();
    }
    return Optional.empty();
  }

  private static Optional<Wish> ofOnlyField(Class<?> type) {
    List<Wish> wishes =
        ReflectionSupport.findFields(
                type,
                field -> AnnotationSupport.isAnnotated(field, KatkaCluster.class),
                HierarchyTraversalMode.TOP_DOWN)
            .stream()
            .flatMap(field -> on(field).stream())
            .distinct()
            .toList();
    return wishes.size() == 1 ? Optional.of(wishes.get(0)) : Optional.empty();
  }
}
