package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenSettingsTest {
  private static final RemoteRepository CENTRAL =
      new RemoteRepository.Builder("central", "default", "https://central.example/maven").build();

  @TempDir Path user;
  @TempDir Path installation;

  @Test
  void sendAllRequestsToAMirrorWithItsLogin() throws IOException {
    DefaultRepositorySystemSession session =
        session(
            """
            <servers><server>
              <id>inside</id><username>katka</username><password>secret</password>
            </server></servers>
            <mirrors><mirror>
              <id>inside</id><mirrorOf>*</mirrorOf><url>https://mirror.example/all</url>
            </mirror></mirrors>
            """);

    RemoteRepository mirror = session.getMirrorSelector().getMirror(CENTRAL);

    assertThat(mirror.getUrl()).isEqualTo("https://mirror.example/all");
    var authenticated =
        new RemoteRepository.Builder(mirror)
            .setAuthentication(session.getAuthenticationSelector().getAuthentication(mirror))
            .build();
    try (AuthenticationContext login =
        AuthenticationContext.forRepository(session, authenticated)) {
      assertThat(login.get(AuthenticationContext.USERNAME)).isEqualTo("katka");
      assertThat(login.get(AuthenticationContext.PASSWORD)).isEqualTo("secret");
    }
  }

  @Test
  void goThroughTheActiveProxyButNotForExemptHosts() throws IOException {
    DefaultRepositorySystemSession session =
        session(
            """
            <proxies>
              <proxy>
                <id>off</id><active>false</active><protocol>https</protocol>
                <host>off.example</host><port>1</port>
              </proxy>
              <proxy>
                <id>on</id><active>true</active><protocol>https</protocol>
                <host>proxy.example</host><port>3128</port>
                <nonProxyHosts>*.inside.example</nonProxyHosts>
              </proxy>
            </proxies>
            """);
    var inside =
        new RemoteRepository.Builder("in", "default", "https://files.inside.example/x").build();

    assertThat(session.getProxySelector().getProxy(CENTRAL).getHost()).isEqualTo("proxy.example");
    assertThat(session.getProxySelector().getProxy(CENTRAL).getPort()).isEqualTo(3128);
    assertThat(session.getProxySelector().getProxy(inside)).isNull();
  }

  @Test
  void nameTheLocalRepositoryAndSayOffline() throws IOException {
    Path repository = user.resolve("elsewhere");
    MavenSettings settings =
        settings("<localRepository>" + repository + "</localRepository><offline>true</offline>");

    assertThat(settings.localRepository()).isEqualTo(repository.toFile());
    DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    settings.configure(session);
    assertThat(session.isOffline()).isTrue();
  }

  @Test
  void addRepositoriesOfActiveProfilesToMavensOwn() throws IOException {
    MavenSettings settings =
        settings(
            """
            <profiles>
              <profile>
                <id>on</id>
                <repositories><repository>
                  <id>team</id><url>https://team.example/maven</url>
                </repository></repositories>
              </profile>
              <profile>
                <id>off</id>
                <repositories><repository>
                  <id>other</id><url>https://other.example/maven</url>
                </repository></repositories>
              </profile>
            </profiles>
            <activeProfiles><activeProfile>on</activeProfile></activeProfiles>
            """);

    assertThat(settings.repositories())
        .extracting(RemoteRepository::getId)
        .containsExactly("team", "central");
  }

  @Test
  void ofTheUserGoBeforeThoseOfTheInstallation() throws IOException {
    Files.createDirectories(installation.resolve("conf"));
    Files.writeString(
        installation.resolve("conf/settings.xml"),
        document("<offline>true</offline><localRepository>/of/all</localRepository>"));

    MavenSettings settings = settings("<localRepository>/of/user</localRepository>");

    assertThat(settings.localRepository()).hasToString("/of/user");
  }

  @Test
  void thatCannotBeReadAreRefused() throws IOException {
    Files.writeString(user.resolve("settings.xml"), "<settings><mirrors>");

    assertThatThrownBy(() -> MavenSettings.of(user, Optional.empty()))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("Cannot read Maven's settings");
  }

  private DefaultRepositorySystemSession session(String content) throws IOException {
    DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    settings(content).configure(session);
    return session;
  }

  private MavenSettings settings(String content) throws IOException {
    Files.writeString(user.resolve("settings.xml"), document(content));
    return MavenSettings.of(user, Optional.of(installation));
  }

  private static String document(String content) {
    return "<settings>" + content + "</settings>";
  }
}
