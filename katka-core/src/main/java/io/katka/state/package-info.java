/** What was observed of a cluster. */
@NullMarked
package io.katka.state;

import org.jspecify.annotations.NullMarked;
