package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Amounts as people write and read them: bytes as Kubernetes writes them ({@code 512Mi}, {@code
 * 10Gi}, {@code 2G}), bytes and durations as a table shows them.
 */
public final class Quantity {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGTP]i?|k)?");
  private static final Map<Character, Integer> POWER =
      Map.of('k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5);

  private Quantity() {}

  /**
   * The number of bytes in a quantity.
   *
   * @param field the setting it belongs to, for the message
   * @throws InvalidSpecException if it is no quantity
   */
  public static long bytes(String field, String quantity) {
    var match = FORM.matcher(quantity.strip());
    if (!match.matches()) {
      throw new InvalidSpecException(
          field,
          "'" + quantity + "'",
          "a number with an optional unit Ki, Mi, Gi, Ti, Pi or k, M, G, T, P",
          "Write it as 10Gi, for example.");
    }
    String unit = match.group(2);
    BigDecimal factor = BigDecimal.ONE;
    if (unit != null) {
      long base = unit.endsWith("i") ? 1024 : 1000;
      factor = BigDecimal.valueOf(base).pow(POWER.get(unit.charAt(0)));
    }
    return new BigDecimal(match.group(1)).multiply(factor).longValue();
  }

  /** A number of bytes as a person reads it, such as {@code 1.5 GiB}. */
  public static String show(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 4) {
      value /= 1024;
      unit++;
    }
    return String.format(java.util.Locale.ROOT, "%.1f %ciB", value, "KMGTP".charAt(unit));
  }

  /** A duration as a person reads it, such as {@code 45 s} or {@code 2 min 5 s}. */
  public static String show(Duration duration) {
    long seconds = Math.max(0, duration.toMillis() + 500) / 1000;
    if (seconds == 0) {
      return "< 1 s";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return join(seconds / 60, "min", seconds % 60, "s");
    }
    return join(seconds / 3600, "h", seconds % 3600 / 60, "min");
  }

  private static String join(long large, String largeUnit, long small, String smallUnit) {
    String rest = small == 0 ? "" : " " + small + " " + smallUnit;
    return large + " " + largeUnit + rest;
  }
}
