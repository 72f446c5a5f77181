/** What must hold before a node goes down: pure functions. */
@NullMarked
package io.katka.internal.gate;

import org.jspecify.annotations.NullMarked;
