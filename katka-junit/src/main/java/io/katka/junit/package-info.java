/** Kafka clusters for tests on JUnit Jupiter. */
@NullMarked
package io.katka.junit;

import org.jspecify.annotations.NullMarked;
