/** Tests of the traffic probe. */
@NullMarked
package io.katka.kafka.proof;

import org.jspecify.annotations.NullMarked;
