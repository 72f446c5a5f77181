/** Steps and gates: what a workflow is made of, and what callers add to it. */
@NullMarked
package io.katka.step;

import org.jspecify.annotations.NullMarked;
