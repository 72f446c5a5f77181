package io.katka.k8s.internal.manifest;

import io.katka.error.Problem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether brokers can present a certificate and clients will take it, told before it is used. */
public final class CertificateCheck {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_USAGE = "2.5.29.37.0";

  private CertificateCheck() {}

  /**
   * Everything that is wrong with it.
   *
   * @param chain the certificate and those above it, in PEM
   * @param key the private key, in PEM
   * @param names the host names that clients use
   * @param now the time at which it is to be valid
   */
  public static List<Problem> problems(String chain, String key, List<String> names, Instant now) {
    List<X509Certificate> certificates;
    try {
      certificates = Pem.certificates(chain);
    } catch (GeneralSecurityException e) {
      return List.of(
          new Problem(
              "tls.chain",
              String.valueOf(e.getMessage()),
              "one or more certificates in PEM",
              "Give the certificate first, then those above it, each between BEGIN and END CERTIFICATE."));
    }
    var problems = new ArrayList<Problem>();
    X509Certificate own = certificates.get(0);
    certificates.forEach(certificate -> dates(certificate, now, problems));
    links(certificates, problems);
    usage(own, problems);
    names(own, names, problems);
    key(own, key, problems);
    return problems;
  }

  private static void dates(X509Certificate certificate, Instant now, List<Problem> problems) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    if (now.isBefore(from) || now.isAfter(to)) {
      problems.add(
          new Problem(
              "tls.chain",
              "%s, valid from %s to %s".formatted(name(certificate), from, to),
              "valid now, at " + now,
              now.isAfter(to) ? "It has expired: renew it." : "It is not valid yet: wait."));
    }
  }

  private static void links(List<X509Certificate> chain, List<Problem> problems) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      X509Certificate lower = chain.get(i);
      X509Certificate upper = chain.get(i + 1);
      String wrong = link(lower, upper);
      if (!wrong.isEmpty()) {
        problems.add(
            new Problem(
                "tls.chain",
                "broken: %s is followed by %s, which %s".formatted(name(lower), name(upper), wrong),
                "each certificate followed by the one that signed it",
                "Put %s next.".formatted(lower.getIssuerX500Principal())));
      }
    }
  }

  private static String link(X509Certificate lower, X509Certificate upper) {
    if (!lower.getIssuerX500Principal().equals(upper.getSubjectX500Principal())) {
      return "is not its issuer";
    }
    if (upper.getBasicConstraints() < 0) {
      return "is no certificate authority";
    }
    try {
      lower.verify(upper.getPublicKey());
      return "";
    } catch (GeneralSecurityException e) {
      return "did not sign it";
    }
  }

  private static void usage(X509Certificate own, List<Problem> problems) {
    try {
      List<String> usages = own.getExtendedKeyUsage();
      if (usages != null && !usages.contains(SERVER_AUTH) && !usages.contains(ANY_USAGE)) {
        problems.add(
            new Problem(
                "tls.chain",
                name(own) + ", which is not for servers",
                "an extended key usage with serverAuth",
                "Have it issued for servers."));
      }
    } catch (CertificateParsingException e) {
      problems.add(
          new Problem(
              "tls.chain",
              name(own) + ", whose key usage cannot be read",
              "a certificate that clients can read",
              "Have it issued again."));
    }
  }

  private static void names(X509Certificate own, List<String> names, List<Problem> problems) {
    CertificateNames certified = CertificateNames.of(own);
    List<String> missing = names.stream().filter(name -> !certified.cover(name)).toList();
    if (!missing.isEmpty()) {
      problems.add(
          new Problem(
              "tls.chain",
              "%s, for %s only".formatted(name(own), certified),
              "a certificate for " + String.join(", ", missing),
              "Add these as subject alternative names (wildcards do), or advertise others."));
    }
  }

  private static void key(X509Certificate own, String pem, List<Problem> problems) {
    PublicKey publicKey = own.getPublicKey();
    try {
      PrivateKey key = Pem.key(pem, publicKey.getAlgorithm());
      if (!fits(publicKey, key)) {
        problems.add(
            new Problem(
                "tls.key",
                "another key than that of " + name(own),
                "the key that the certificate was made for",
                "Give the two that belong together."));
      }
    } catch (GeneralSecurityException e) {
      problems.add(
          new Problem(
              "tls.key",
              String.valueOf(e.getMessage()),
              "a private key for %s in PEM, PKCS#8, not encrypted"
                  .formatted(publicKey.getAlgorithm()),
              "Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem."));
    }
  }

  private static boolean fits(PublicKey publicKey, PrivateKey key) throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] sample =
        "does the key fit the certificate".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(sample);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(sample);
    return verifier.verify(signature);
  }

  private static String name(X509Certificate certificate) {
    return "'" + certificate.getSubjectX500Principal() + "'";
  }
}
