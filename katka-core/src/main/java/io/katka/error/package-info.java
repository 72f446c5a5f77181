/** Everything Katka throws, and the blockers that say why it waits or refuses. */
@NullMarked
package io.katka.error;

import org.jspecify.annotations.NullMarked;
