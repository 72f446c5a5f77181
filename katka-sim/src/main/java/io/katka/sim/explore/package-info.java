/**
 * Looks for schedules of faults that break an invariant: {@link io.katka.sim.explore.Explorer} runs
 * one seed after the other, {@link io.katka.sim.explore.Matrix} every fault at every step.
 */
@NullMarked
package io.katka.sim.explore;

import org.jspecify.annotations.NullMarked;
