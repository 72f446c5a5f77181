package io.katka.k8s.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.error.Problem;
import io.katka.k8s.testing.Certificates;
import io.katka.k8s.testing.Certificates.Request;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {
  private static final String HOST = "broker-1.kafka.example.com";
  private static final Instant NOW = Instant.now();
  private static final Instant DAY_AGO = NOW.minusSeconds(86_400);
  private static final Instant DAY_AHEAD = NOW.plusSeconds(86_400);

  private final Certificates root = Certificates.root();
  private final Certificates intermediate = root.sign(Request.authority("intermediate"));

  @Test
  void aFullChainForTheNamesIsTaken() {
    Certificates server = intermediate.sign(Request.server("*.kafka.example.com", "10.1.2.3"));

    assertThat(server.chain()).contains(intermediate.certificate());
    assertThat(check(server.chain(), server.key(), HOST, "10.1.2.3")).isEmpty();
  }

  @Test
  void anExpiredOneIsRefusedWithItsDates() {
    Certificates server =
        root.sign(Request.server(HOST).valid(DAY_AGO.minusSeconds(86_400), DAY_AGO));

    assertThat(check(server.chain(), server.key(), HOST))
        .singleElement()
        .asString()
        .contains("tls.chain", "CN=server", "valid from", "It has expired");
  }

  @Test
  void oneThatIsNotValidYetIsRefused() {
    Certificates server =
        root.sign(Request.server(HOST).valid(DAY_AHEAD, DAY_AHEAD.plusSeconds(86_400)));

    assertThat(check(server.chain(), server.key(), HOST))
        .singleElement()
        .asString()
        .contains("not valid yet");
  }

  @Test
  void anExpiredAuthorityIsRefusedToo() {
    Certificates old =
        root.sign(Request.authority("old").valid(DAY_AGO.minusSeconds(86_400), DAY_AGO));
    Certificates server = old.sign(Request.server(HOST));

    assertThat(check(server.chain(), server.key(), HOST))
        .singleElement()
        .asString()
        .contains("CN=old", "expired");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    Certificates server = root.sign(Request.server(HOST));
    Certificates other = root.sign(Request.server(HOST));

    assertThat(check(server.chain(), other.key(), HOST))
        .singleElement()
        .asString()
        .contains("tls.key", "another key than that of 'CN=server'");
  }

  @Test
  void aKeyThatKafkaCannotReadIsRefusedWithTheCommandThatConvertsIt() {
    Certificates server = root.sign(Request.server(HOST));
    String old = server.key().replace("PRIVATE KEY", "EC PRIVATE KEY");

    assertThat(check(server.chain(), old, HOST))
        .singleElement()
        .asString()
        .contains("a EC PRIVATE KEY", "openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  void aNameThatIsMissingIsNamed() {
    Certificates server = root.sign(Request.server("*.example.com", "10.1.2.3"));

    assertThat(check(server.chain(), server.key(), HOST, "a.example.com", "10.9.9.9"))
        .singleElement()
        .asString()
        .contains("*.example.com, 10.1.2.3 only", "a certificate for " + HOST + ", 10.9.9.9");
  }

  @Test
  void aWildcardStandsForOneLabelOnly() {
    var names = new CertificateNames(List.of("*.kafka.example.com"), List.of());

    assertThat(names.cover("Broker-1.kafka.example.com")).isTrue();
    assertThat(names.cover("kafka.example.com")).isFalse();
    assertThat(names.cover("a.b.kafka.example.com")).isFalse();
  }

  @Test
  void aChainInTheWrongOrderIsRefused() {
    Certificates upper = intermediate.sign(Request.authority("upper"));
    Certificates server = upper.sign(Request.server(HOST));
    String chain = server.certificate() + intermediate.certificate() + upper.certificate();

    assertThat(check(chain, server.key(), HOST))
        .first()
        .asString()
        .contains("broken", "'CN=intermediate', which is not its issuer", "CN=upper next");
  }

  @Test
  void anAuthorityOfTheSameNameThatDidNotSignIsRefused() {
    Certificates impostor = root.sign(Request.authority("intermediate"));
    Certificates server = intermediate.sign(Request.server(HOST));

    assertThat(check(server.certificate() + impostor.certificate(), server.key(), HOST))
        .singleElement()
        .asString()
        .contains("did not sign it");
  }

  @Test
  void aCertificateThatMaySignNothingIsRefusedAsAnAuthority() {
    Certificates none = root.sign(Request.server("x"));
    Certificates server = none.sign(Request.server(HOST));

    assertThat(check(server.chain(), server.key(), HOST))
        .singleElement()
        .asString()
        .contains("is no certificate authority");
  }

  @Test
  void aCertificateForClientsIsRefused() {
    Certificates client = root.sign(Request.server(HOST).usage("2B06010505070302"));

    assertThat(check(client.chain(), client.key(), HOST))
        .singleElement()
        .asString()
        .contains("not for servers");
  }

  @Test
  void whatIsNoCertificateIsRefused() {
    assertThat(check("hello", "world", HOST))
        .singleElement()
        .asString()
        .contains("tls.chain", "one or more certificates in PEM");
  }

  private static List<Problem> check(String chain, String key, String... names) {
    return CertificateCheck.problems(chain, key, List.of(names), NOW);
  }
}
