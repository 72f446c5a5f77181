package io.katka.sim.explore;

import io.katka.Katka;
import io.katka.sim.SimDriver;
import io.katka.sim.SimWorld;
import java.time.Duration;

/** How a driver in a world comes to its Katka; a test may put something between. */
@FunctionalInterface
interface Ports {
  /** The world's own ports. */
  Ports PLAIN = (world, driver) -> driver.settings();

  /** Settings of a Katka for a driver. */
  Katka.Builder settings(SimWorld world, SimDriver driver);

  /** The same, less patient than by default, so that a halt comes within minutes. */
  default Katka.Builder hurried(SimWorld world, SimDriver driver) {
    return settings(world, driver).stallTimeout(Duration.ofSeconds(90));
  }
}
