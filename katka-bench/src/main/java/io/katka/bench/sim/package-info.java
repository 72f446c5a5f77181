/** Runs the simulator: seeds, single ones, the matrix of faults and steps, and how fast it is. */
@NullMarked
package io.katka.bench.sim;

import org.jspecify.annotations.NullMarked;
