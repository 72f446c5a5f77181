package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares single values as Kubernetes means them. */
final class Values {
  private static final Pattern QUANTITY =
      Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|[KMGTPE]i?|[eE][0-9]+)?");

  private Values() {}

  static boolean areEqual(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    String text = one.toString();
    String otherText = other.toString();
    return text.equals(otherText)
        || (QUANTITY.matcher(text).matches()
            && QUANTITY.matcher(otherText).matches()
            && amount(text).compareTo(amount(otherText)) == 0);
  }

  /** The API server leaves out what is empty, and false and 0 where they are the default. */
  static boolean isEmpty(@Nullable Object value) {
    return value == null
        || value.equals("")
        || value.equals(false)
        || value.equals(0)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  private static BigDecimal amount(String quantity) {
    return new Quantity(quantity).getNumericalAmount();
  }
}
