package io.katka.k8s.testing;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts how many brokers were on their way down, gone or not yet ready at the same time. */
public final class MostDown implements AutoCloseable, Watcher<Pod> {
  private final Map<String, Boolean> ready = new TreeMap<>();
  private final Set<String> wereReady = new HashSet<>();
  private final Watch watch;
  private int most;

  /** Watches the brokers of a namespace. */
  public MostDown(KubernetesClient client, String namespace) {
    watch = client.pods().inNamespace(namespace).withLabel("katka.io/broker", "true").watch(this);
  }

  /** The most at one time. */
  public synchronized int most() {
    return most;
  }

  @Override
  public synchronized void eventReceived(Action action, Pod pod) {
    String name = pod.getMetadata().getName();
    boolean up =
        action != Action.DELETED
            && pod.getMetadata().getDeletionTimestamp() == null
            && pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    ready.put(name, up);
    if (up) {
      wereReady.add(name);
    }
    int down = (int) wereReady.stream().filter(n -> !ready.get(n)).count();
    most = Math.max(most, down);
  }

  @Override
  public void onClose(@Nullable WatcherException cause) {
    // The test goes on with what was seen.
  }

  @Override
  public void close() {
    watch.close();
  }
}
