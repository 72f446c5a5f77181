/** The storage tool of the release that is none. */
@NullMarked
package kafka.tools;

import org.jspecify.annotations.NullMarked;
