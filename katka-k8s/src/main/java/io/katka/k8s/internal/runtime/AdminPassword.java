package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Credentials;
import io.katka.k8s.internal.manifest.Names;
import io.katka.spec.ClusterRef;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The password with which Katka reaches a cluster's nodes: made once in the life of a cluster id,
 * and kept in a Secret as long as anything is kept of the cluster.
 */
final class AdminPassword {
  private static final int BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Api api;
  private final ClusterRef ref;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  AdminPassword(Api api, ClusterRef ref) {
    this.api = api;
    this.ref = ref;
  }

  /** Whether that is the Secret in which it is kept. */
  boolean isKeptIn(HasMetadata object) {
    return object instanceof Secret
        && object.getMetadata().getName().equals(Names.credentials(ref));
  }

  /** The one that is there, else a new one, to be kept by whoever asks. */
  String orNew(String clusterId) {
    return known.computeIfAbsent(clusterId, id -> read().orElseGet(AdminPassword::random));
  }

  /** The one that is there. */
  Optional<String> present(String clusterId) {
    String password = known.get(clusterId);
    if (password == null) {
      Optional<String> read = read();
      read.ifPresent(found -> known.put(clusterId, found));
      return read;
    }
    return Optional.of(password);
  }

  private Optional<String> read() {
    String name = Names.credentials(ref);
    Secret secret =
        api.call(
            "read the Secret " + name,
            c -> c.secrets().inNamespace(ref.namespace()).withName(name).get());
    return Optional.ofNullable(secret)
        .map(Secret::getData)
        .map(data -> data.get(Credentials.ADMIN_FILE))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
  }

  private static String random() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
