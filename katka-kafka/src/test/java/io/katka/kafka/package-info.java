/** Tests of the gateway and the traffic probe. */
@NullMarked
package io.katka.kafka;

import org.jspecify.annotations.NullMarked;
