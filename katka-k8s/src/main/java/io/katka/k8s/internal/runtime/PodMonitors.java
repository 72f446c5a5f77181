package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.APIResourceList;
import io.katka.k8s.Monitoring;
import io.katka.k8s.internal.api.Api;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the Kubernetes cluster knows PodMonitors, asked once, and only where one is wanted. */
final class PodMonitors {
  private static final String GROUP = "monitoring.coreos.com";

  private final Api api;
  private final Monitoring monitoring;
  private @Nullable Boolean known;

  PodMonitors(Api api, Monitoring monitoring) {
    this.api = api;
    this.monitoring = monitoring;
  }

  synchronized boolean areKnown() {
    if (monitoring instanceof Monitoring.None) {
      return false;
    }
    Boolean answer = known;
    if (answer == null) {
      answer =
          api.call(
              "ask for the kinds of " + GROUP,
              c ->
                  c.getApiGroup(GROUP) != null
                      && Optional.ofNullable(c.getApiResources(GROUP + "/v1"))
                          .map(APIResourceList::getResources)
                          .orElse(List.of())
                          .stream()
                          .anyMatch(resource -> resource.getKind().equals("PodMonitor")));
      known = answer;
    }
    return answer;
  }
}
