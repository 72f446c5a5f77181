/** The standard steps. */
@NullMarked
package io.katka.internal.steps;

import org.jspecify.annotations.NullMarked;
