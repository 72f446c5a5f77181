/** The traffic that proves what clients see while a cluster is changed. */
@NullMarked
package io.katka.kafka.proof;

import org.jspecify.annotations.NullMarked;
