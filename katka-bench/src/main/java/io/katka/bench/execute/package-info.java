/** How a rebalance is carried out on real brokers of this machine. */
@NullMarked
package io.katka.bench.execute;

import org.jspecify.annotations.NullMarked;
