/** Benchmarks of the rebalance planner. */
@NullMarked
package io.katka.bench.balance;

import org.jspecify.annotations.NullMarked;
