package io.katka.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Fills the annotated fields of test classes. */
final class Fields {
  private Fields() {}

  /** Fills the static fields of a class. */
  static void fillStatic(Class<?> type, ExtensionContext context) {
    for (Field field : annotated(type)) {
      if (Modifier.isStatic(field.getModifiers())) {
        fill(field, null, context);
      }
    }
  }

  /** Fills the other fields of a test instance. */
  static void fill(Object instance, ExtensionContext context) {
    for (Field field : annotated(instance.getClass())) {
      if (!Modifier.isStatic(field.getModifiers())) {
        fill(field, instance, context);
      }
    }
  }

  private static List<Field> annotated(Class<?> type) {
    return ReflectionSupport.findFields(
        type,
        field ->
            AnnotationSupport.isAnnotated(field, KatkaCluster.class)
                || AnnotationSupport.isAnnotated(field, KatkaInject.class),
        HierarchyTraversalMode.TOP_DOWN);
  }

  private static void fill(Field field, @Nullable Object instance, ExtensionContext context) {
    String where = "field " + field.getDeclaringClass().getName() + "." + field.getName();
    if (Modifier.isFinal(field.getModifiers())) {
      throw new ExtensionConfigurationException(where + " is final: it cannot be filled.");
    }
    Object value =
        new Injection(field, field.getType(), field.getGenericType(), where, context).value();
    try {
      field.setAccessible(true);
      field.set(instance, value);
    } catch (IllegalAccessException e) {
      throw new ExtensionConfigurationException(where + " cannot be filled: " + e, e);
    }
  }
}
