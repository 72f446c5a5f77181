/** The two ports, platform and gateway, and what else an adapter brings. */
@NullMarked
package io.katka.spi;

import org.jspecify.annotations.NullMarked;
