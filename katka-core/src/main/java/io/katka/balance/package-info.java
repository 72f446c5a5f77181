/** Where replicas should be: the rebalance planner, a pure function. */
@NullMarked
package io.katka.balance;

import org.jspecify.annotations.NullMarked;
