package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.Problem;
import io.katka.k8s.Tls;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Checks;
import io.katka.k8s.internal.manifest.ClusterFacts;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificate that brokers present, given in the options or read from its Secret. */
final class CertificateLook {
  private static final String CHAIN = "tls.crt";
  private static final String KEY = "tls.key";

  private final ClusterRef ref;
  private final Api api;
  private final Tls tls;

  CertificateLook(ClusterRef ref, Api api, Tls tls) {
    this.ref = ref;
    this.api = api;
    this.tls = tls;
  }

  /** What is wrong with it; nothing where its Secret may not be read. */
  List<Problem> problems(ClusterFacts facts, List<NodeSpec> nodes, Instant now) {
    if (tls instanceof Tls.None) {
      return List.of();
    }
    try {
      Map<String, String> files = read();
      return Checks.certificate(facts, nodes, files.get(CHAIN), files.get(KEY), now);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return List.of();
      }
      throw Api.told("read the Secret of the certificate", e);
    }
  }

  /**
   * What a client needs to take it: each certificate of the chain is trusted as it is, as its root
   * may be missing there.
   *
   * @param encrypted whether that client's listener is encrypted at all
   */
  Map<String, Object> trust(boolean encrypted) {
    if (!encrypted) {
      return Map.of();
    }
    try {
      String chain = Optional.ofNullable(read().get(CHAIN)).orElse("");
      return Map.of(
          "security.protocol", "SSL",
          "ssl.truststore.type", "PEM",
          "ssl.truststore.certificates", chain);
    } catch (KubernetesClientException e) {
      throw Api.told("read the Secret of the certificate", e);
    }
  }

  private Map<String, String> read() {
    if (tls instanceof Tls.Pem pem) {
      return Map.of(CHAIN, pem.chain(), KEY, pem.key());
    }
    return tls instanceof Tls.InSecret secret ? decoded(secret(secret.name())) : Map.of();
  }

  private @Nullable Secret secret(String name) {
    return api.attempt(
        "read the Secret " + name,
        c -> c.secrets().inNamespace(ref.namespace()).withName(name).get());
  }

  private static Map<String, String> decoded(@Nullable Secret secret) {
    var files = new java.util.TreeMap<String, String>();
    Optional.ofNullable(secret)
        .map(Secret::getData)
        .orElse(Map.of())
        .forEach(
            (name, text) ->
                files.put(
                    name, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
    return files;
  }
}
