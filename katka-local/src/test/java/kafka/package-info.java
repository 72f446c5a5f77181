/** A release that is none: its nodes start at once, listen, and end when asked. */
@NullMarked
package kafka;

import org.jspecify.annotations.NullMarked;
