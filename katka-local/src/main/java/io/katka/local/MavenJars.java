package io.katka.local;

import io.katka.error.KatkaException;
import io.katka.release.KafkaRelease;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of a release from Maven, through the user's settings and local repository: what is in
 * that repository already needs no network.
 */
final class MavenJars implements ReleaseJars {
  private static final Logger LOG = LoggerFactory.getLogger(MavenJars.class);

  @Override
  public List<Path> of(KafkaRelease release) {
    MavenSettings settings = MavenSettings.ofUser();
    RepositorySystem system = new RepositorySystemSupplier().get();
    try {
      LOG.debug("Resolving {}", release.describe());
      return resolve(system, settings, Coordinates.of(release));
    } catch (DependencyResolutionException e) {
      throw new KatkaException(
          "Cannot get %s (%s): %s. Check the network and Maven's settings, or name the directory of an unpacked one: LocalPlatform.builder().kafkaHome(\"%s\", directory)."
              .formatted(
                  release.describe(), Coordinates.broker(release), reason(e), release.version()),
          e);
    } finally {
      system.shutdown();
    }
  }

  private static List<Path> resolve(
      RepositorySystem system, MavenSettings settings, List<String> coordinates)
      throws DependencyResolutionException {
    DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    settings.configure(session);
    session.setSystemProperties(System.getProperties());
    session.setLocalRepositoryManager(
        system.newLocalRepositoryManager(session, new LocalRepository(settings.localRepository())));
    List<RemoteRepository> repositories =
        system.newResolutionRepositories(session, settings.repositories());
    var collect =
        new CollectRequest()
            .setDependencies(coordinates.stream().map(MavenJars::runtime).toList())
            .setRepositories(repositories);
    var request =
        new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    return system.resolveDependencies(session, request).getArtifactResults().stream()
        .map(result -> result.getArtifact().getFile().toPath())
        .toList();
  }

  private static Dependency runtime(String coordinates) {
    return new Dependency(new DefaultArtifact(coordinates), JavaScopes.RUNTIME);
  }

  /** The innermost message names the artifact; those around it repeat it. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String outer = String.valueOf(e.getMessage());
    String inner = String.valueOf(cause.getMessage());
    return outer.contains(inner) ? outer : outer + ": " + inner;
  }
}
