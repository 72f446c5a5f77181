package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.release.KafkaRelease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each release comes from: the directory the caller named for it, the one that {@code
 * KAFKA_HOME} names if it is of that version, else Maven. Found once for each release.
 */
final class InstalledReleases implements ReleaseJars {
  private final Map<String, Path> homes;
  private final Optional<HomeJars> kafkaHome;
  private final ReleaseJars registry;
  private final Map<KafkaRelease, List<Path>> found = new ConcurrentHashMap<>();

  InstalledReleases(Map<String, Path> homes, Optional<Path> kafkaHome, ReleaseJars registry) {
    this.homes = Map.copyOf(homes);
    this.kafkaHome = kafkaHome.map(HomeJars::new);
    this.registry = registry;
  }

  @Override
  public List<Path> of(KafkaRelease release) {
    return found.computeIfAbsent(release, this::find);
  }

  private List<Path> find(KafkaRelease release) {
    Path home = homes.get(release.version());
    if (home != null) {
      return new HomeJars(home).of(release);
    }
    if (!ApacheBase.canStandIn(release)) {
      throw new KatkaException(
          "%s is not in Maven's central repository. Unpack it and name its directory: LocalPlatform.builder().kafkaHome(\"%s\", directory)."
              .formatted(release.describe(), release.version()));
    }
    KafkaRelease run = ApacheBase.of(release);
    return kafkaHome
        .filter(jars -> jars.has(run.kafkaVersion()))
        .<ReleaseJars>map(jars -> jars)
        .orElse(registry)
        .of(run);
  }
}
