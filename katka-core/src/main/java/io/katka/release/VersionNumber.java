package io.katka.release;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Three numbers of a release, compared as numbers. */
record VersionNumber(int major, int minor, int patch) implements Comparable<VersionNumber> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3})(?:[-.].*)?)?");
  private static final Comparator<VersionNumber> ORDER =
      Comparator.comparingInt(VersionNumber::major)
          .thenComparingInt(VersionNumber::minor)
          .thenComparingInt(VersionNumber::patch);

  /** The numbers at the start of a text; empty where there are not at least two. */
  static Optional<VersionNumber> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int patch = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
    return Optional.of(
        new VersionNumber(
            Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)), patch));
  }

  /** Major and minor, such as {@code 4.4}. */
  String line() {
    return major + "." + minor;
  }

  /** How far apart two are: a major counts for more than any minor, a minor than any patch. */
  long distance(VersionNumber other) {
    return Math.abs(rank() - other.rank());
  }

  private long rank() {
    return (major * 1000L + minor) * 1000L + patch;
  }

  @Override
  public int compareTo(VersionNumber other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
