package io.katka.k8s.internal.manifest;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The subject alternative names of a certificate (RFC 9525): a wildcard stands for exactly one
 * label, the first, and an address is matched by an address only.
 */
record CertificateNames(List<String> hosts, List<String> addresses) {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  CertificateNames {
    hosts = List.copyOf(hosts);
    addresses = List.copyOf(addresses);
  }

  static CertificateNames of(X509Certificate certificate) {
    var hosts = new ArrayList<String>();
    var addresses = new ArrayList<String>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (Integer.valueOf(DNS).equals(name.get(0))) {
          hosts.add(name.get(1).toString().toLowerCase(Locale.ROOT));
        } else if (Integer.valueOf(ADDRESS).equals(name.get(0))) {
          addresses.add(name.get(1).toString());
        }
      }
    } catch (CertificateParsingException e) {
      // Names that cannot be read certify nothing.
      return new CertificateNames(List.of(), List.of());
    }
    return new CertificateNames(hosts, addresses);
  }

  boolean cover(String name) {
    String host = name.toLowerCase(Locale.ROOT);
    if (host.matches("[0-9.]+")) {
      return addresses.contains(host);
    }
    int dot = host.indexOf('.');
    return hosts.contains(host) || (dot > 0 && hosts.contains("*" + host.substring(dot)));
  }

  @Override
  public String toString() {
    var all = new ArrayList<>(hosts);
    all.addAll(addresses);
    return all.isEmpty() ? "no name" : String.join(", ", all);
  }
}
