/** Benchmarks as one runnable jar; {@code --help} lists the commands. */
@NullMarked
package io.katka.bench;

import org.jspecify.annotations.NullMarked;
