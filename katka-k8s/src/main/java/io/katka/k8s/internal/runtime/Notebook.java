package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.ClusterLockedException;
import io.katka.error.UnreachableException;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.spec.ClusterRef;
import io.katka.spi.Time;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMap in which all is kept that belongs to a cluster and to no object of it. Taking the
 * cluster's lock marks it with the lock's token, and every change says which version it is made
 * from, one that bears that token: so whoever lost the lock writes nothing any more, however late
 * it learns of its loss.
 */
final class Notebook {
  private static final int ATTEMPTS = 8;

  private final Api api;
  private final ClusterRef ref;
  private final Time time;
  private final Consumer<ConfigMap> onWrite;
  private @Nullable ConfigMap known;

  /**
   * The notebook of a cluster.
   *
   * @param onWrite is told what was written
   */
  Notebook(Api api, ClusterRef ref, Time time, Consumer<ConfigMap> onWrite) {
    this.api = api;
    this.ref = ref;
    this.time = time;
    this.onWrite = onWrite;
  }

  static String name(ClusterRef ref) {
    return ref.name() + "-katka";
  }

  /** All entries, asked of the API server. */
  Map<String, String> read() {
    return data(fetch());
  }

  /** Makes what is there known as this lock's; nothing where there is nothing yet. */
  void claim(LeaseLock lock) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      lock.require(ref);
      ConfigMap there = fetch();
      if (there == null || bearsToken(there, lock) || put(there, data(there), lock)) {
        return;
      }
    }
    throw busy();
  }

  /** Changes the entries, durably and as a whole, if the lock is still held. */
  void change(LeaseLock lock, UnaryOperator<Map<String, String>> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      lock.require(ref);
      ConfigMap there = latest(attempt);
      if (there != null && !bearsToken(there, lock)) {
        throw new ClusterLockedException(ref.name(), "another run", time.now());
      }
      Map<String, String> before = data(there);
      Map<String, String> after = change.apply(new TreeMap<>(before));
      if ((there != null && after.equals(before)) || put(there, after, lock)) {
        return;
      }
    }
    throw busy();
  }

  /** Forgets everything. */
  void delete(LeaseLock lock) {
    lock.require(ref);
    api.run(
        "delete the ConfigMap " + name(ref),
        c -> c.configMaps().inNamespace(ref.namespace()).withName(name(ref)).delete());
    remember(null);
  }

  private synchronized @Nullable ConfigMap latest(int attempt) {
    return attempt == 0 && known != null ? known : fetch();
  }

  private @Nullable ConfigMap fetch() {
    ConfigMap there =
        api.call(
            "read the ConfigMap " + name(ref),
            c -> c.configMaps().inNamespace(ref.namespace()).withName(name(ref)).get());
    remember(there);
    return there;
  }

  private synchronized void remember(@Nullable ConfigMap there) {
    known = there;
  }

  /** Whether it was written; false if it is not what it was taken for. */
  private boolean put(@Nullable ConfigMap there, Map<String, String> data, LeaseLock lock) {
    ConfigMap wanted =
        (there == null ? new ConfigMapBuilder() : new ConfigMapBuilder(there))
            .editOrNewMetadata()
            .withName(name(ref))
            .withNamespace(ref.namespace())
            .addToLabels(Labels.cluster(ref))
            .addToAnnotations(Keys.TOKEN, lock.token())
            .endMetadata()
            .withData(data)
            .build();
    try {
      ConfigMap written =
          api.attempt(
              "write the ConfigMap " + name(ref),
              c -> {
                var resource = c.configMaps().inNamespace(ref.namespace()).resource(wanted);
                return there == null ? resource.create() : resource.update();
              });
      remember(written);
      onWrite.accept(written);
      return true;
    } catch (KubernetesClientException e) {
      remember(null);
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw Api.told("write the ConfigMap " + name(ref), e);
    }
  }

  private static Map<String, String> data(@Nullable ConfigMap there) {
    return Optional.ofNullable(there).map(ConfigMap::getData).orElse(Map.of());
  }

  private static boolean bearsToken(ConfigMap there, LeaseLock lock) {
    var annotations = there.getMetadata().getAnnotations();
    return annotations != null && lock.token().equals(annotations.get(Keys.TOKEN));
  }

  private UnreachableException busy() {
    String message =
        "The ConfigMap %s is changed by somebody else all the time.".formatted(name(ref));
    return new UnreachableException(message, new IllegalStateException(message));
  }
}
