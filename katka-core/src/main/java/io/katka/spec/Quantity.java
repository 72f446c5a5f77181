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

  private static final BigDecimal LARGEST = BigDecimal.valueOf(8000L << 50);

  /** From here on a value shows as 1024.0 of its unit, so it is shown as 1.0 of the next. */
  private static final double NEXT_UNIT = 1023.95;

  private Quantity() {}

  /**
   * The number of bytes in a quantity, a fraction of a byte dropped.
   *
   * @param field the setting it belongs to, for the message
   * @throws InvalidSpecException if it is no quantity
   */
  public static long bytes(String field, String quantity) {
    var match = FORM.matcher(quantity.strip());
    if (!match.matches()) {
      throw refusal(
          field, quantity, "a number with an optional unit Ki, Mi, Gi, Ti, Pi or k, M, G, T, P");
    }
    String unit = match.group(2);
    BigDecimal factor = BigDecimal.ONE;
    if (unit != null) {
      long base = unit.endsWith("i") ? 1024 : 1000;
      factor = BigDecimal.valueOf(base).pow(POWER.get(unit.charAt(0)));
    }
    BigDecimal bytes = new BigDecimal(match.group(1)).multiply(factor);
    if (bytes.compareTo(LARGEST) > 0) {
      throw refusal(field, quantity, "at most 8000Pi");
    }
    return bytes.longValue();
  }

  private static InvalidSpecException refusal(String field, String quantity, String allowed) {
    return new InvalidSpecException(
        field, "'" + quantity + "'", allowed, "Write it as 10Gi, for example.");
  }

  /** A number of bytes as a person reads it, such as {@code 1.5 GiB}. */
  public static String show(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while ((unit < 0 || value >= NEXT_UNIT) && unit < 4) {
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
