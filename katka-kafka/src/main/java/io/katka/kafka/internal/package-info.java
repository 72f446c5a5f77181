/** What gateway and traffic probe share; not for users. */
@NullMarked
package io.katka.kafka.internal;

import org.jspecify.annotations.NullMarked;
