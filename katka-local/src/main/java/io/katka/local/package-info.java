/** The platform of child JVMs on this machine. */
@NullMarked
package io.katka.local;

import org.jspecify.annotations.NullMarked;
