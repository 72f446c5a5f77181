/** Katka: start at {@link io.katka.Katka}. */
@NullMarked
package io.katka;

import org.jspecify.annotations.NullMarked;
