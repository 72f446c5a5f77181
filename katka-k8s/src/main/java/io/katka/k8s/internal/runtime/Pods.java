package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.UnreachableException;
import io.katka.k8s.internal.api.Api;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Acts on pods. */
final class Pods {
  private static final Duration REFUSED = Duration.ofSeconds(1);

  private Pods() {}

  /**
   * Evicts this very pod; one that is gone, or was replaced, is no matter.
   *
   * @throws UnreachableException if its disruption budget does not allow it now
   */
  static void evict(Api api, Pod pod) {
    isEvicted(api, pod.getMetadata(), null);
  }

  /**
   * Evicts a pod that has failed, if it still is what was seen; one that is gone is no matter.
   *
   * @throws UnreachableException if its disruption budget does not allow it now, or something has
   *     happened to it since, as when it runs again
   */
  static void evictAsSeen(Api api, Pod pod) {
    ObjectMeta metadata = pod.getMetadata();
    if (!isEvicted(api, metadata, metadata.getResourceVersion())) {
      throw refused(
          "Pod %s is not what it was when it was seen to have failed, so it is not evicted."
              .formatted(metadata.getName()));
    }
  }

  /** False if it is not that pod any more, or not in that version. */
  private static boolean isEvicted(Api api, ObjectMeta metadata, @Nullable String resourceVersion) {
    Eviction eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .endMetadata()
            .withDeleteOptions(
                new DeleteOptionsBuilder()
                    .withNewPreconditions()
                    .withUid(metadata.getUid())
                    .withResourceVersion(resourceVersion)
                    .endPreconditions()
                    .build())
            .build();
    try {
      boolean accepted =
          api.attempt(
              "evict pod " + metadata.getName(),
              c ->
                  c.pods()
                      .inNamespace(metadata.getNamespace())
                      .withName(metadata.getName())
                      .evict(eviction));
      if (!accepted) {
        throw refused(
            "Pod %s is not evicted now: the disruption budget of its cluster allows no pod to go, since another one is down or on its way."
                .formatted(metadata.getName()));
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw Api.told("evict pod " + metadata.getName(), e);
      }
      return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }
  }

  private static UnreachableException refused(String message) {
    return new UnreachableException(message, REFUSED, new IllegalStateException(message));
  }

  /** Ends a pod's process at once; its StatefulSet must not want it any more. */
  static void kill(Api api, Pod pod) {
    api.run(
        "kill pod " + pod.getMetadata().getName(),
        c ->
            c.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withGracePeriod(1)
                .delete());
  }

  /**
   * The last lines of its Kafka container: of the one before where the present one says nothing.
   */
  static List<String> logTail(Api api, Pod pod, int lines) {
    try {
      List<String> present = log(api, pod, lines, false);
      return present.isEmpty() ? log(api, pod, lines, true) : present;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw Api.told("read the log of pod " + pod.getMetadata().getName(), e);
    }
  }

  private static List<String> log(Api api, Pod pod, int lines, boolean previous) {
    ObjectMeta metadata = pod.getMetadata();
    return api.attempt(
        "read the log of pod " + metadata.getName(),
        c -> {
          var container =
              c.pods()
                  .inNamespace(metadata.getNamespace())
                  .withName(metadata.getName())
                  .inContainer("kafka");
          String text =
              previous
                  ? container.terminated().tailingLines(lines).withReadyWaitTimeout(0).getLog()
                  : container.tailingLines(lines).withReadyWaitTimeout(0).getLog();
          return text == null ? List.<String>of() : text.lines().toList();
        });
  }
}
