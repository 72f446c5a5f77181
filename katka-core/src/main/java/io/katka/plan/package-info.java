/** A whole change as a value: what will be done, why, and at what risk. */
@NullMarked
package io.katka.plan;

import org.jspecify.annotations.NullMarked;
