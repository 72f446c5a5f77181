package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.katka.k8s.Tls;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Secret with a certificate that was given in the options. */
final class Certificate {
  /** The names that the type {@code kubernetes.io/tls} prescribes. */
  static final String CHAIN = "tls.crt";

  static final String KEY = "tls.key";

  private Certificate() {}

  static Optional<Secret> of(ClusterFacts facts) {
    if (!(facts.options().tls() instanceof Tls.Pem pem)) {
      return Optional.empty();
    }
    return Optional.of(
        new SecretBuilder()
            .withMetadata(Labels.of(facts, Names.certificate(facts.ref())))
            .withType("kubernetes.io/tls")
            .withData(
                new TreeMap<>(
                    Map.of(
                        CHAIN,
                        Credentials.encode(pem.chain()),
                        KEY,
                        Credentials.encode(pem.key()))))
            .build());
  }
}
