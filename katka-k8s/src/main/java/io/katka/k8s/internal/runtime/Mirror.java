package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.k8s.internal.api.Api;
import io.katka.spi.Time;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the API server has of one kind, kept up to date by a watch. While the watch is down, the API
 * server is asked; where it does not answer, nothing is told.
 *
 * <p>A watch whose connection was lost may not notice, and then looks like one to which nothing
 * happens. So one that was silent for a while is compared with what is there: for ten seconds at
 * first, for twice as long each time that it was right. So a run asks little more for waiting
 * longer.
 */
final class Mirror<T extends HasMetadata> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

  private static final int PATIENCE_SECONDS = 20;
  private static final long FIRST_DOUBT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Half of what a step may stand still, so that a lost watch is found before a run gives up. */
  private static final long LAST_DOUBT_NANOS = TimeUnit.SECONDS.toNanos(150);

  private final Api api;
  private final Time time;
  private final String what;
  private final Query<T> query;
  private final Map<String, T> written = new ConcurrentHashMap<>();
  private @Nullable SharedIndexInformer<T> informer;
  private String heard = "";
  private long heardNanos;
  private long doubtNanos = FIRST_DOUBT_NANOS;

  /** Says which objects are meant. */
  interface Query<T extends HasMetadata>
      extends Function<
          KubernetesClient, FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?>> {}

  Mirror(Api api, Time time, String what, Query<T> query) {
    this.api = api;
    this.time = time;
    this.what = what;
    this.query = query;
  }

  /** Begins to watch. What keeps it from that shows to whoever asks for them. */
  void open() {
    try {
      running();
    } catch (KatkaException e) {
      LOG.debug("The watch on the {} is not open yet", what, e);
    }
  }

  /** All of them, and what this program wrote is among them however late the watch tells of it. */
  List<T> list() {
    List<T> seen = seen();
    long upTo = upTo();
    var byName = new TreeMap<String, T>();
    seen.forEach(object -> byName.put(nameOf(object), object));
    written
        .values()
        .removeIf(own -> version(own) <= upTo || isOverBy(own, byName.get(nameOf(own))));
    written.forEach(byName::put);
    return List.copyOf(byName.values());
  }

  /** The version of everything up to which the watch has told. */
  private synchronized long upTo() {
    String version = informer == null ? null : informer.lastSyncResourceVersion();
    return version == null || version.isEmpty() ? 0 : Long.parseLong(version);
  }

  private static String nameOf(HasMetadata object) {
    return object.getMetadata().getName();
  }

  /** Notes what was written, until the watch tells of it or of something later. */
  void wrote(T object) {
    written.put(nameOf(object), object);
  }

  /** Notes that it is deleted. */
  void deleted(String name) {
    written.remove(name);
  }

  private boolean isOverBy(T own, @Nullable T seen) {
    return seen != null && version(seen) >= version(own);
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }

  private List<T> seen() {
    SharedIndexInformer<T> running = running();
    if (!running.isRunning() || !running.isWatching() || !running.hasSynced()) {
      return there();
    }
    return isDoubtful(running) ? compared(running) : running.getStore().list();
  }

  private List<T> there() {
    return api.call("list the " + what, c -> List.copyOf(query.apply(c).list().getItems()));
  }

  private synchronized boolean isDoubtful(SharedIndexInformer<T> running) {
    String latest = String.valueOf(running.lastSyncResourceVersion());
    if (!latest.equals(heard)) {
      heard = latest;
      believe(doubtNanos);
    }
    return time.nanos() - heardNanos > doubtNanos;
  }

  private void believe(long nanos) {
    heardNanos = time.nanos();
    doubtNanos = nanos;
  }

  private synchronized List<T> compared(SharedIndexInformer<T> running) {
    List<T> there = there();
    if (versions(there).equals(versions(running.getStore().list()))) {
      believe(Math.min(2 * doubtNanos, LAST_DOUBT_NANOS));
    } else {
      LOG.debug("The watch on the {} told nothing of what has changed: opened anew", what);
      running.stop();
      informer = null;
      believe(FIRST_DOUBT_NANOS);
    }
    return there;
  }

  private static Map<String, String> versions(List<? extends HasMetadata> objects) {
    return objects.stream()
        .collect(
            Collectors.toMap(
                Mirror::nameOf, o -> o.getMetadata().getResourceVersion(), (a, b) -> b));
  }

  private synchronized SharedIndexInformer<T> running() {
    SharedIndexInformer<T> present = informer;
    if (present != null && present.isRunning()) {
      return present;
    }
    SharedIndexInformer<T> fresh = api.call("watch the " + what, this::start);
    informer = fresh;
    believe(FIRST_DOUBT_NANOS);
    return fresh;
  }

  private SharedIndexInformer<T> start(KubernetesClient client) {
    SharedIndexInformer<T> fresh = query.apply(client).runnableInformer(0);
    // Once it ran, a watch that breaks is always opened again.
    fresh.exceptionHandler((started, fault) -> started);
    try {
      fresh.start().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return fresh;
    } catch (ExecutionException | CompletionException e) {
      fresh.stop();
      throw e.getCause() instanceof KubernetesClientException fault
          ? fault
          : new KubernetesClientException("watch the " + what, e);
    } catch (TimeoutException e) {
      fresh.stop();
      throw new UnreachableException(
          "Could not watch the %s: no answer within %d s.".formatted(what, PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      fresh.stop();
      Thread.currentThread().interrupt();
      throw new KatkaException("Interrupted while beginning to watch the " + what + ".", e);
    }
  }

  @Override
  public synchronized void close() {
    SharedIndexInformer<T> last = informer;
    if (last != null) {
      last.stop();
      informer = null;
    }
  }
}
