/** Benchmarks of planning and carrying out whole workflows. */
@NullMarked
package io.katka.bench.workflow;

import org.jspecify.annotations.NullMarked;
