/**
 * Kafka clusters simulated in memory, on virtual time: for tests of one's own steps, and for
 * finding out what Katka does when things go wrong. Start with {@link io.katka.sim.SimWorld}.
 */
@NullMarked
package io.katka.sim;

import org.jspecify.annotations.NullMarked;
