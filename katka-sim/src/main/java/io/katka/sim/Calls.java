package io.katka.sim;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What happens to calls on the ports: they take time, and fail as the faults have it. */
final class Calls {
  enum Port {
    PLATFORM,
    GATEWAY
  }

  private static final long LEASE_MILLIS = 15_000;
  private static final long CALL_MILLIS = 10_000;

  private final SimWorld world;
  private final Map<FaultKind, Integer> pending = new EnumMap<>(FaultKind.class);
  private long platformAwayUntil;
  private long gatewayAwayUntil;
  private long standMillis;
  private long staleMillis;
  private long count;
  private long awaited = Long.MAX_VALUE;
  private Runnable listener = () -> {};

  Calls(SimWorld world) {
    this.world = world;
  }

  long count() {
    return count;
  }

  /** Runs something at the call of that number. */
  void at(long number, Runnable what) {
    awaited = number;
    listener = what;
  }

  void expect(FaultKind kind) {
    pending.merge(kind, 1, Integer::sum);
  }

  void clear() {
    pending.clear();
    platformAwayUntil = 0;
    gatewayAwayUntil = 0;
    standMillis = 0;
    staleMillis = 0;
  }

  void platformAway(long millis) {
    platformAwayUntil = Math.max(platformAwayUntil, world.now() + millis);
  }

  void gatewayAway(long millis) {
    gatewayAwayUntil = Math.max(gatewayAwayUntil, world.now() + millis);
  }

  void standAtNextCall(long millis) {
    standMillis = millis;
  }

  void staleFromNextLook(long millis) {
    staleMillis = millis;
  }

  /** For how long whoever looks at the platform now is told nothing new; 0 for not at all. */
  long takeStale() {
    long millis = staleMillis;
    staleMillis = 0;
    return millis;
  }

  boolean reachesPlatform() {
    return world.now() >= platformAwayUntil;
  }

  /** A look. */
  <T> T look(SimDriver driver, Port port, Supplier<T> look) {
    pass(driver);
    reach(port);
    T seen = look.get();
    stand(driver, 0);
    return seen;
  }

  /** An act, which may time out before or after its effect. */
  void act(SimDriver driver, Port port, String what, Runnable effect) {
    if (take(FaultKind.DRIVER_DIES_BEFORE_ACT)) {
      driver.die();
    }
    long begun = world.now();
    pass(driver);
    if (world.now() - begun > CALL_MILLIS) {
      // Another driver stood still meanwhile, on the one thread that all of the world shares.
      throw unreachable("Within its time " + what);
    }
    // Shorter than its lease, nobody could tell its act from a slow one.
    boolean stood = stand(driver, LEASE_MILLIS + 1_000);
    boolean platform = port == Port.PLATFORM;
    if (stood && !platform) {
      // The platform tells by the lock; a client of Kafka drops a call whose time is over.
      throw unreachable("Within its time " + what);
    }
    reach(port);
    if (take(platform ? FaultKind.PLATFORM_REFUSED : FaultKind.GATEWAY_REFUSED)) {
      world.changed(what + " is refused");
      throw new KatkaException("Refused: " + what + ".");
    }
    if (take(platform ? FaultKind.PLATFORM_TIMEOUT_BEFORE : FaultKind.GATEWAY_TIMEOUT_BEFORE)) {
      timeOut(driver, what);
    }
    if (world.isTraced()) {
      world.trace(driver.name() + ": " + what);
    }
    effect.run();
    if (take(FaultKind.DRIVER_DIES_AFTER_ACT)) {
      driver.die();
    }
    if (take(platform ? FaultKind.PLATFORM_TIMEOUT_AFTER : FaultKind.GATEWAY_TIMEOUT_AFTER)) {
      timeOut(driver, what);
    }
    live(driver);
  }

  private boolean stand(SimDriver driver, long least) {
    boolean stands = standMillis > 0;
    if (stands) {
      long millis = Math.max(least, standMillis);
      standMillis = 0;
      driver.stand(millis);
    }
    live(driver);
    return stands;
  }

  private void pass(SimDriver driver) {
    live(driver);
    if (++count >= awaited) {
      awaited = Long.MAX_VALUE;
      listener.run();
      live(driver);
    }
    world.events().runUntil(world.now() + 1 + world.random(8));
    live(driver);
  }

  private static void live(SimDriver driver) {
    if (!driver.isAlive()) {
      throw new DriverDeath(driver.name());
    }
  }

  private void reach(Port port) {
    boolean platform = port == Port.PLATFORM;
    if (world.now() < (platform ? platformAwayUntil : gatewayAwayUntil)) {
      throw unreachable(platform ? "The platform" : "Kafka");
    }
  }

  private void timeOut(SimDriver driver, String what) {
    world.changed(what + " times out");
    world.events().runUntil(world.now() + 2_000 + world.random(8_000));
    live(driver);
    throw unreachable("What " + what + " was asked of");
  }

  static UnreachableException unreachable(String what) {
    return new UnreachableException(
        what + " cannot be reached", new IllegalStateException("simulated"));
  }

  private boolean take(FaultKind kind) {
    if (pending.isEmpty() || !pending.containsKey(kind)) {
      return false;
    }
    pending.computeIfPresent(kind, (k, left) -> left == 1 ? null : left - 1);
    return true;
  }
}
