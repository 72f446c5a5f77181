/** Katka's eyes and hands on Kafka, over its AdminClient. */
@NullMarked
package io.katka.kafka;

import org.jspecify.annotations.NullMarked;
