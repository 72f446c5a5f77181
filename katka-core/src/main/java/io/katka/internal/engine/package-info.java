/** Carries out plans. */
@NullMarked
package io.katka.internal.engine;

import org.jspecify.annotations.NullMarked;
