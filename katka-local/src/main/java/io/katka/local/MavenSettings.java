package io.katka.local;

import io.katka.error.KatkaException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.superpom.SuperPomProvider;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.JreProxySelector;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * The user's Maven settings as {@code mvn} would read them: {@code settings.xml} of the user and of
 * the installation, passwords decrypted.
 */
final class MavenSettings {
  private final Settings settings;

  private MavenSettings(Settings settings) {
    this.settings = settings;
  }

  static MavenSettings ofUser() {
    return of(Path.of(System.getProperty("user.home"), ".m2"), installation());
  }

  /** Those of a user's directory for Maven, over those of an installation. */
  static MavenSettings of(Path user, Optional<Path> installation) {
    var request = new DefaultSettingsBuildingRequest();
    request.setUserSettingsFile(user.resolve("settings.xml").toFile());
    installation
        .map(home -> home.resolve("conf").resolve("settings.xml").toFile())
        .ifPresent(request::setGlobalSettingsFile);
    request.setSystemProperties(properties());
    try {
      var built = new DefaultSettingsBuilderFactory().newInstance().build(request);
      return new MavenSettings(decrypted(built.getEffectiveSettings(), user));
    } catch (SettingsBuildingException e) {
      throw new KatkaException("Cannot read Maven's settings: " + e.getMessage(), e);
    }
  }

  void configure(DefaultRepositorySystemSession session) {
    session.setOffline(settings.isOffline());
    session.setMirrorSelector(mirrors());
    session.setProxySelector(proxies());
    session.setAuthenticationSelector(authentication());
  }

  File localRepository() {
    String named = System.getProperty("maven.repo.local", settings.getLocalRepository());
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".m2", "repository").toFile()
        : new File(named);
  }

  /** Maven's central repository and those of the active profiles. */
  List<RemoteRepository> repositories() {
    var all = new ArrayList<RemoteRepository>();
    for (Profile profile : settings.getProfiles()) {
      if (isActive(profile)) {
        profile.getRepositories().forEach(r -> all.add(repository(r.getId(), r.getUrl())));
      }
    }
    boolean overridden = all.stream().anyMatch(r -> r.getId().equals("central"));
    new SuperPom()
        .provider().getSuperModel("4.0.0").getRepositories().stream()
            .filter(r -> !overridden)
            .forEach(r -> all.add(repository(r.getId(), r.getUrl())));
    return all;
  }

  private boolean isActive(Profile profile) {
    return settings.getActiveProfiles().contains(profile.getId())
        || (profile.getActivation() != null && profile.getActivation().isActiveByDefault());
  }

  private static RemoteRepository repository(String id, String url) {
    return new RemoteRepository.Builder(id, "default", url).build();
  }

  private MirrorSelector mirrors() {
    var selector = new DefaultMirrorSelector();
    settings
        .getMirrors()
        .forEach(
            m ->
                selector.add(
                    m.getId(),
                    m.getUrl(),
                    m.getLayout(),
                    false,
                    m.isBlocked(),
                    m.getMirrorOf(),
                    m.getMirrorOfLayouts()));
    return selector;
  }

  private ProxySelector proxies() {
    List<Proxy> active = settings.getProxies().stream().filter(Proxy::isActive).toList();
    if (active.isEmpty()) {
      return new JreProxySelector();
    }
    var selector = new DefaultProxySelector();
    for (Proxy proxy : active) {
      var login =
          new AuthenticationBuilder()
              .addUsername(proxy.getUsername())
              .addPassword(proxy.getPassword())
              .build();
      selector.add(
          new org.eclipse.aether.repository.Proxy(
              proxy.getProtocol(), proxy.getHost(), proxy.getPort(), login),
          proxy.getNonProxyHosts());
    }
    return selector;
  }

  private AuthenticationSelector authentication() {
    var selector = new DefaultAuthenticationSelector();
    for (Server server : settings.getServers()) {
      selector.add(
          server.getId(),
          new AuthenticationBuilder()
              .addUsername(server.getUsername())
              .addPassword(server.getPassword())
              .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
              .build());
    }
    return selector;
  }

  private static Settings decrypted(Settings settings, Path user) {
    var dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher());
    dispatcher.setConfigurationFile(user.resolve("settings-security.xml").toString());
    var result =
        new DefaultSettingsDecrypter(dispatcher)
            .decrypt(new DefaultSettingsDecryptionRequest(settings));
    settings.setServers(result.getServers());
    settings.setProxies(result.getProxies());
    return settings;
  }

  /** Where Maven is installed, whose settings hold for all of its users. */
  private static Optional<Path> installation() {
    Map<String, String> environment = System.getenv();
    Stream<String> named =
        Stream.of(
                System.getProperty("maven.home"),
                environment.get("MAVEN_HOME"),
                environment.get("M2_HOME"))
            .filter(home -> home != null && !home.isBlank());
    Stream<Path> onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(entry -> !entry.isBlank())
            .map(entry -> Path.of(entry, "mvn"))
            .filter(Files::isExecutable)
            .flatMap(MavenSettings::homeOf);
    return Stream.concat(named.map(Path::of), onPath)
        .filter(home -> Files.exists(home.resolve("conf").resolve("settings.xml")))
        .findFirst();
  }

  private static Stream<Path> homeOf(Path mvn) {
    try {
      return Stream.of(mvn.toRealPath().resolve("../..").normalize());
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Properties properties() {
    var all = new Properties();
    all.putAll(System.getProperties());
    System.getenv().forEach((name, value) -> all.setProperty("env." + name, value));
    return all;
  }

  /** Maven itself knows where its central repository is. */
  private static final class SuperPom extends DefaultModelBuilderFactory {
    SuperPomProvider provider() {
      return newSuperPomProvider();
    }
  }
}
