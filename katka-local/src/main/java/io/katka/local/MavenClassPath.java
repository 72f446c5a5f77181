package io.katka.local;

import io.katka.error.KatkaException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Class paths of what is in Maven's repositories, through the user's settings and local repository:
 * what is in that repository already needs no network.
 */
public final class MavenClassPath {
  /** What a coordinate stands for does not change while a program runs. */
  private static final Map<List<String>, List<Path>> RESOLVED = new ConcurrentHashMap<>();

  private MavenClassPath() {}

  /**
   * The jars of artifacts and of all that they need at run time.
   *
   * @param coordinates each as {@code group:name:version}
   * @throws KatkaException if one cannot be had; names what is missing
   */
  public static List<Path> of(List<String> coordinates) {
    try {
      return resolve(coordinates);
    } catch (DependencyResolutionException e) {
      throw new KatkaException(
          "Cannot get %s: %s. Check the network and Maven's settings."
              .formatted(coordinates, reason(e)),
          e);
    }
  }

  static List<Path> resolve(List<String> coordinates) throws DependencyResolutionException {
    List<Path> known = RESOLVED.get(coordinates);
    if (known == null) {
      known = lookUp(coordinates);
      RESOLVED.put(List.copyOf(coordinates), known);
    }
    return known;
  }

  private static List<Path> lookUp(List<String> coordinates) throws DependencyResolutionException {
    MavenSettings settings = MavenSettings.ofUser();
    RepositorySystem system = new RepositorySystemSupplier().get();
    try {
      DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
      settings.configure(session);
      session.setSystemProperties(System.getProperties());
      session.setLocalRepositoryManager(
          system.newLocalRepositoryManager(
              session, new LocalRepository(settings.localRepository())));
      var collect =
          new CollectRequest()
              .setDependencies(coordinates.stream().map(MavenClassPath::runtime).toList())
              .setRepositories(system.newResolutionRepositories(session, settings.repositories()));
      var request =
          new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
      return system.resolveDependencies(session, request).getArtifactResults().stream()
          .map(result -> result.getArtifact().getFile().toPath())
          .toList();
    } finally {
      system.shutdown();
    }
  }

  private static Dependency runtime(String coordinates) {
    return new Dependency(new DefaultArtifact(coordinates), JavaScopes.RUNTIME);
  }

  /** The innermost message names the artifact; those around it repeat it. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String outer = String.valueOf(e.getMessage());
    String inner = String.valueOf(cause.getMessage());
    return outer.contains(inner) ? outer : outer + ": " + inner;
  }
}
