package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import java.util.Objects;

/**
 * Encryption between clients and brokers. The certificate is one for all brokers and names every
 * host that they advertise; wildcards do. It is checked before anything is touched: dates, names,
 * chain, and that the key fits.
 *
 * <p>Brokers talk to each other and to the controllers on listeners of their own, authenticated and
 * closed to other pods by the NetworkPolicy, but not encrypted.
 */
public sealed interface Tls {

  /** No encryption. */
  static None none() {
    return new None();
  }

  /**
   * A certificate given here, for all listeners of clients.
   *
   * @param chain the certificate and those between it and its authority, in PEM, its own first
   * @param key the private key in PEM, PKCS#8, not encrypted ({@code BEGIN PRIVATE KEY})
   */
  static Pem pem(String chain, String key) {
    return new Pem(chain, key, true);
  }

  /**
   * A certificate in a Secret of the cluster's namespace, for all listeners of clients.
   *
   * @param name a Secret of the type {@code kubernetes.io/tls}, with {@code tls.crt} (full chain)
   *     and {@code tls.key} (PKCS#8), as cert-manager writes it when asked for PKCS#8
   */
  static InSecret secret(String name) {
    return new InSecret(name, true);
  }

  /** Whether clients inside the Kubernetes cluster use it too, or only those outside. */
  boolean inside();

  /** No encryption. */
  record None() implements Tls {
    @Override
    public boolean inside() {
      return false;
    }
  }

  /**
   * A certificate given here.
   *
   * @param chain the full chain in PEM
   * @param key the private key in PEM
   * @param inside whether clients inside use it too
   */
  record Pem(String chain, String key, boolean inside) implements Tls {
    public Pem {
      Objects.requireNonNull(chain, "chain");
      Objects.requireNonNull(key, "key");
    }

    /** Encrypts for clients outside only. */
    public Pem outsideOnly() {
      return new Pem(chain, key, false);
    }

    @Override
    public String toString() {
      return "Pem[inside=" + inside + "]";
    }
  }

  /**
   * A certificate in a Secret.
   *
   * @param name the Secret's name
   * @param inside whether clients inside use it too
   */
  record InSecret(String name, boolean inside) implements Tls {
    public InSecret {
      Objects.requireNonNull(name, "name");
      if (name.isBlank()) {
        throw new InvalidSpecException(
            "tls.secret", "''", "a Secret's name", "Name a Secret of the type kubernetes.io/tls.");
      }
    }

    /** Encrypts for clients outside only. */
    public InSecret outsideOnly() {
      return new InSecret(name, false);
    }
  }
}
