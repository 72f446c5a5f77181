package io.katka.sim;

import io.katka.Katka;
import io.katka.spi.KafkaGatewayProvider;
import io.katka.spi.Platform;

/**
 * A program that runs Katka in a world. It may die or stand still; another one comes after it. What
 * it does after its death ends in {@link DriverDeath}.
 */
public final class SimDriver {
  private final SimWorld world;
  private final String name;
  private final SimPlatform platform;
  private boolean alive = true;
  private boolean stands;
  private long lookedAt = -1;

  SimDriver(SimWorld world, String name) {
    this.world = world;
    this.name = name;
    platform = new SimPlatform(world, this);
  }

  /** Its name, as others see it as the owner of the lock. */
  public String name() {
    return name;
  }

  /** The platform, as this program uses it. */
  public Platform platform() {
    return platform;
  }

  /** The gateway, as this program uses it. */
  public KafkaGatewayProvider gateways() {
    return (connection, time) -> new SimKafka(world, this);
  }

  /** Settings of a Katka in this program. */
  public Katka.Builder settings() {
    return Katka.builder().platform(platform()).gateway(gateways()).time(world.time());
  }

  /** Whether it has not died. */
  public boolean isAlive() {
    return alive;
  }

  /** Ends it where it stands: nothing of it happens any more, and nothing is given back. */
  public void die() {
    alive = false;
    world.changed(name + " dies");
  }

  boolean stands() {
    return stands;
  }

  void stand(long millis) {
    stands = true;
    world.changed(name + " stands still for " + millis + " ms");
    world.events().runUntil(world.now() + millis);
    stands = false;
  }

  void looked() {
    lookedAt = world.now();
  }

  /** When it last saw all that a stop depends on; negative for never. */
  long lookedAt() {
    return lookedAt;
  }

  SimWorld world() {
    return world;
  }
}
