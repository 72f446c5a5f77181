package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.release.KafkaRelease;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a release from Maven, through the user's settings and local repository: what is in
 * that repository already needs no network.
 */
final class MavenJars implements ReleaseJars {
  private static final Logger LOG = LoggerFactory.getLogger(MavenJars.class);

  private final KnownClassPaths known;

  /**
   * Jars of releases from Maven.
   *
   * @param cache where it is remembered which they are
   */
  MavenJars(Path cache) {
    known = new KnownClassPaths(cache);
  }

  @Override
  public List<Path> of(KafkaRelease release) {
    List<String> coordinates = Coordinates.of(release);
    return known.find(coordinates).orElseGet(() -> resolved(release, coordinates));
  }

  private List<Path> resolved(KafkaRelease release, List<String> coordinates) {
    try {
      LOG.debug("Resolving {}", release.describe());
      List<Path> jars = MavenClassPath.resolve(coordinates);
      known.keep(coordinates, jars);
      return jars;
    } catch (DependencyResolutionException e) {
      throw new KatkaException(
          "Cannot get %s (%s): %s. Check the network and Maven's settings, or name the directory of an unpacked one: LocalPlatform.builder().kafkaHome(\"%s\", directory)."
              .formatted(
                  release.describe(),
                  Coordinates.broker(release),
                  MavenClassPath.reason(e),
                  release.version()),
          e);
    }
  }
}
