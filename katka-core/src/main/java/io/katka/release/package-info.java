/** What Katka knows about releases of Kafka. */
@NullMarked
package io.katka.release;

import org.jspecify.annotations.NullMarked;
