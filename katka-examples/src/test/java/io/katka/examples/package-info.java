/** The examples, run. */
@NullMarked
package io.katka.examples;

import org.jspecify.annotations.NullMarked;
