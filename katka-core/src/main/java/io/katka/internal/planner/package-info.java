/** From what is wanted and what is observed to a plan: pure functions. */
@NullMarked
package io.katka.internal.planner;

import org.jspecify.annotations.NullMarked;
