package io.katka.release;

import static io.katka.release.Distribution.APACHE;
import static io.katka.release.Distribution.CONFLUENT;

import io.katka.error.InvalidSpecException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The releases of Kafka that Katka has facts about. To know a release does not mean that every
 * platform can run it. Immutable; a release published after this Katka is added by {@link #with}.
 */
public final class ReleaseCatalogue {
  private static final int NEAREST = 3;
  private static final Comparator<KafkaRelease> ORDER =
      Comparator.comparing(KafkaRelease::distribution)
          .thenComparing(ReleaseCatalogue::numbers)
          .thenComparing(KafkaRelease::version);
  private static final ReleaseCatalogue STANDARD =
      new ReleaseCatalogue(Stream.concat(KnownReleases.apache(), KnownReleases.confluent()));

  private final List<KafkaRelease> releases;

  private ReleaseCatalogue(Stream<KafkaRelease> releases) {
    this.releases = releases.sorted(ORDER).toList();
  }

  /** What this version of Katka knows by itself. */
  public static ReleaseCatalogue standard() {
    return STANDARD;
  }

  /**
   * The release of a bare number. A number of Apache Kafka wins; one that Apache Kafka does not
   * have is read as Confluent Platform's.
   *
   * @throws InvalidSpecException if neither has it; names the nearest known ones
   */
  public KafkaRelease find(String version) {
    return lookUp(APACHE, version)
        .or(() -> lookUp(CONFLUENT, version))
        .orElseThrow(() -> unknown("", version, releases));
  }

  /**
   * The release of that distribution and number.
   *
   * @throws InvalidSpecException if it is not known; names the nearest known ones
   */
  public KafkaRelease find(Distribution distribution, String version) {
    return lookUp(distribution, version)
        .orElseThrow(
            () ->
                unknown(
                    distribution == APACHE ? "Apache Kafka " : "Confluent Platform ",
                    version,
                    releases.stream().filter(r -> r.distribution() == distribution).toList()));
  }

  /** The newest Apache Kafka. */
  public KafkaRelease newest() {
    return releases.stream().filter(r -> r.distribution() == APACHE).max(ORDER).orElseThrow();
  }

  /**
   * All releases, Apache Kafka first, oldest first. Of Confluent Platform only the first patch of
   * each minor is listed; its later patches are found nevertheless.
   */
  public List<KafkaRelease> all() {
    return releases;
  }

  /** This catalogue with one release more, or with other facts about one. */
  public ReleaseCatalogue with(KafkaRelease release) {
    Objects.requireNonNull(release, "release");
    var more = new ArrayList<>(releases);
    more.removeIf(
        r -> r.distribution() == release.distribution() && r.version().equals(release.version()));
    more.add(release);
    return new ReleaseCatalogue(more.stream());
  }

  private Optional<KafkaRelease> lookUp(Distribution distribution, String version) {
    Optional<KafkaRelease> listed =
        releases.stream()
            .filter(r -> r.distribution() == distribution && r.version().equals(version))
            .findFirst();
    return distribution == CONFLUENT ? listed.or(() -> KnownReleases.confluent(version)) : listed;
  }

  private InvalidSpecException unknown(
      String whose, String version, List<KafkaRelease> candidates) {
    String nearest =
        nearest(version, candidates).stream()
            .map(KafkaRelease::version)
            .collect(Collectors.joining(", "));
    return new InvalidSpecException(
        "version",
        whose + "'" + version + "'",
        "a known release, the nearest are " + nearest,
        "Choose one of them, or register a newer patch with ReleaseCatalogue.standard().with("
            + "KafkaRelease.apache(\"%s\").patch(\"...\")).".formatted(newest().version()));
  }

  private List<KafkaRelease> nearest(String version, List<KafkaRelease> candidates) {
    VersionNumber wanted = VersionNumber.parse(version).orElseGet(() -> numbers(newest()));
    return candidates.stream()
        .sorted(
            Comparator.<KafkaRelease>comparingLong(r -> numbers(r).distance(wanted))
                .thenComparing(ORDER.reversed()))
        .limit(NEAREST)
        .sorted(ORDER)
        .toList();
  }

  private static VersionNumber numbers(KafkaRelease release) {
    return VersionNumber.parse(release.version()).orElse(new VersionNumber(0, 0, 0));
  }
}
