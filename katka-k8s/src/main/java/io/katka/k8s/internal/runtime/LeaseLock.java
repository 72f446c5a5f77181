package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.manifest.Labels;
import io.katka.spec.ClusterRef;
import io.katka.spi.ClusterLock;
import io.katka.spi.Time;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lease object. Whoever changes it says which version of it was seen, so of two only one takes
 * it; its holder counts its time by its own monotonic clock and stops acting well before another
 * one may take over.
 */
final class LeaseLock implements ClusterLock {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseLock.class);
  private static final int ATTEMPTS = 10;

  private final Api api;
  private final ClusterRef ref;
  private final String name;
  private final String owner;
  private final Duration duration;
  private final Time time;
  private final String token = UUID.randomUUID().toString();
  private final AtomicLong renewedNanos = new AtomicLong();
  private final Runnable beforeGivingBack;
  private Lease mine;
  private volatile boolean lost;

  private LeaseLock(
      Api api,
      ClusterRef ref,
      String name,
      String owner,
      Duration duration,
      Time time,
      Runnable beforeGivingBack) {
    this.api = api;
    this.ref = ref;
    this.name = name;
    this.owner = owner;
    this.duration = duration;
    this.time = time;
    this.beforeGivingBack = beforeGivingBack;
    mine = new Lease();
  }

  /**
   * Takes it.
   *
   * @param expiry tells whether somebody else's is over
   * @param beforeGivingBack what is done at the end, while it is still held
   */
  static LeaseLock take(
      Api api,
      ClusterRef ref,
      String owner,
      Duration duration,
      Time time,
      LeaseExpiry expiry,
      java.util.function.Consumer<LeaseLock> beforeGivingBack) {
    var holder = new LeaseLock[1];
    var lock =
        new LeaseLock(
            api,
            ref,
            name(ref),
            owner,
            duration,
            time,
            () -> beforeGivingBack.accept(Objects.requireNonNull(holder[0])));
    holder[0] = lock;
    lock.take(expiry);
    return lock;
  }

  static String name(ClusterRef ref) {
    return ref.name() + "-katka";
  }

  private void take(LeaseExpiry expiry) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Lease there = read();
      if (there != null && !isMine(there) && !expiry.isOver(ref, there)) {
        throw lockedBy(there);
      }
      long asked = time.nanos();
      Lease taken = write(there, taking(there));
      if (taken != null) {
        mine = taken;
        renewedNanos.set(asked);
        return;
      }
    }
    throw new ClusterLockedException(ref.name(), "several others that want it too", time.now());
  }

  @Override
  public String owner() {
    return owner;
  }

  /** Tells this taking of the lock from all others. */
  String token() {
    return token;
  }

  @Override
  public boolean isHeld() {
    return !lost && sinceRenewal() < duration.toNanos() * 2 / 3;
  }

  @Override
  public synchronized void renew() {
    if (!lost && sinceRenewal() < duration.toNanos() / 3) {
      return;
    }
    if (lost) {
      throw gone(read());
    }
    long asked = time.nanos();
    Lease renewed = write(mine, renewing(mine));
    if (renewed == null) {
      Lease there = read();
      if (there == null || !isMine(there)) {
        lost = true;
        throw gone(there);
      }
      // An earlier renewal had its effect although its answer was lost.
      mine = there;
      renewed = write(there, renewing(there));
    }
    if (renewed != null) {
      mine = renewed;
      renewedNanos.set(asked);
    }
  }

  /** Refuses whoever does not hold that cluster any more. */
  void require(ClusterRef wanted) {
    if (!ref.equals(wanted)) {
      throw new IllegalArgumentException("a lock of " + ref + " does not hold " + wanted);
    }
    if (!isHeld()) {
      renew();
    }
    if (!isHeld()) {
      throw new ClusterLockedException(
          ref.name(), "nobody known: " + owner + " could not renew its lease", time.now());
    }
  }

  /** Gives it back; what cannot be told to the API server now ends with the lease by itself. */
  @Override
  public void close() {
    if (lost) {
      return;
    }
    try {
      settle();
      giveBack();
    } catch (KatkaException e) {
      LOG.warn("The lock of {} is left to run out: {}", ref, e.getMessage());
    } finally {
      lost = true;
    }
  }

  /** What is left undone here, a later run does; the lock is given back all the same. */
  private void settle() {
    try {
      require(ref);
      beforeGivingBack.run();
    } catch (KatkaException e) {
      LOG.warn("Not all of {} is settled: {}", ref, e.getMessage());
    }
  }

  private synchronized void giveBack() {
    for (int attempt = 1; attempt <= ATTEMPTS && !deleted(mine); attempt++) {
      Lease there = read();
      if (there == null || !isMine(there)) {
        return;
      }
      // A renewal had its effect although its answer was lost.
      mine = there;
    }
  }

  /** False if it is not there in that version. */
  private boolean deleted(Lease lease) {
    String version = lease.getMetadata().getResourceVersion();
    try {
      api.attempt(
          "give back the lease " + name, c -> resource(c).lockResourceVersion(version).delete());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw Api.told("give back the lease " + name, e);
    }
  }

  private io.fabric8.kubernetes.client.dsl.Resource<Lease> resource(
      io.fabric8.kubernetes.client.KubernetesClient c) {
    return c.leases().inNamespace(ref.namespace()).withName(name);
  }

  private @Nullable Lease read() {
    return api.call("read the lease " + name, c -> resource(c).get());
  }

  /** The lease as written; null if somebody else was faster. */
  private @Nullable Lease write(@Nullable Lease there, Lease wanted) {
    try {
      return api.attempt(
          "write the lease " + name,
          c -> {
            var resource = c.leases().inNamespace(ref.namespace()).resource(wanted);
            return there == null ? resource.create() : resource.update();
          });
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return null;
      }
      throw Api.told("write the lease " + name, e);
    }
  }

  private Lease taking(@Nullable Lease there) {
    ZonedDateTime now = now();
    int transitions =
        Optional.ofNullable(there)
                .map(Lease::getSpec)
                .map(LeaseSpec::getLeaseTransitions)
                .orElse(-1)
            + 1;
    return (there == null ? new LeaseBuilder() : new LeaseBuilder(there))
        .editOrNewMetadata()
        .withName(name)
        .withNamespace(ref.namespace())
        .withManagedFields(java.util.List.of())
        .addToLabels(Labels.cluster(ref))
        .addToAnnotations(Keys.TOKEN, token)
        .endMetadata()
        .editOrNewSpec()
        .withHolderIdentity(owner)
        .withAcquireTime(now)
        .withRenewTime(now)
        .withLeaseDurationSeconds((int) Math.max(1, (duration.toMillis() + 999) / 1000))
        .withLeaseTransitions(transitions)
        .endSpec()
        .build();
  }

  private Lease renewing(Lease there) {
    return new LeaseBuilder(there).editSpec().withRenewTime(now()).endSpec().build();
  }

  private ZonedDateTime now() {
    return time.now().atZone(ZoneOffset.UTC);
  }

  private boolean isMine(Lease there) {
    var annotations = there.getMetadata().getAnnotations();
    return annotations != null && token.equals(annotations.get(Keys.TOKEN));
  }

  private ClusterLockedException gone(@Nullable Lease there) {
    return there == null
        ? new ClusterLockedException(ref.name(), "nobody any more", time.now())
        : lockedBy(there);
  }

  private ClusterLockedException lockedBy(Lease other) {
    Instant since =
        Optional.ofNullable(other.getSpec().getAcquireTime())
            .map(ZonedDateTime::toInstant)
            .orElse(Instant.EPOCH);
    return new ClusterLockedException(
        ref.name(), String.valueOf(other.getSpec().getHolderIdentity()), since);
  }

  private long sinceRenewal() {
    return time.nanos() - renewedNanos.get();
  }
}
