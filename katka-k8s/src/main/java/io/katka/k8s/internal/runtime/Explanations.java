package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.k8s.internal.api.Api;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the cluster's events say of an object that does not come along. They are asked for seldom:
 * first when it has been stuck for a while, then again after ever longer pauses.
 */
final class Explanations {
  private static final Duration FIRST = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private record Asked(long sinceNanos, long nextNanos, long pauseNanos, String answer) {}

  private final Api api;
  private final Time time;
  private final Map<String, Asked> byUid = new ConcurrentHashMap<>();

  Explanations(Api api, Time time) {
    this.api = api;
    this.time = time;
  }

  /** The latest warning about the object; empty where there is none or it is not asked for yet. */
  String of(ObjectMeta object) {
    long now = time.nanos();
    Asked asked =
        byUid.computeIfAbsent(
            object.getUid(), uid -> new Asked(now, now + FIRST.toNanos(), FIRST.toNanos(), ""));
    if (now - asked.nextNanos() >= 0) {
      long pause = Math.min(asked.pauseNanos() * 2, LONGEST.toNanos());
      String answer = ask(object).orElse(asked.answer());
      asked = new Asked(asked.sinceNanos(), now + pause, pause, answer);
      byUid.put(object.getUid(), asked);
    }
    return asked.answer();
  }

  /** Forgets all objects but these. */
  void keep(List<String> uids) {
    byUid.keySet().retainAll(uids);
  }

  private Optional<String> ask(ObjectMeta object) {
    List<Event> events;
    try {
      events =
          api.attempt(
              "read the events of " + object.getName(),
              c ->
                  c.v1()
                      .events()
                      .inNamespace(object.getNamespace())
                      .withField("involvedObject.uid", object.getUid())
                      .list()
                      .getItems());
    } catch (KubernetesClientException e) {
      // Without the right to read events a stuck pod is only less well explained.
      return Optional.empty();
    }
    return events.stream()
        .filter(event -> "Warning".equals(event.getType()))
        // Every start fails its startup probe until it has succeeded.
        .filter(event -> !"Unhealthy".equals(event.getReason()))
        .max(Comparator.comparing(Explanations::when))
        .map(event -> event.getReason() + ": " + String.valueOf(event.getMessage()).strip());
  }

  private static String when(Event event) {
    return Optional.ofNullable(event.getLastTimestamp())
        .or(() -> Optional.ofNullable(event.getEventTime()).map(t -> t.getTime()))
        .orElse("");
  }
}
