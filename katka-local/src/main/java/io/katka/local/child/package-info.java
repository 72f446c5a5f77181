/** What runs inside a node's JVM, before Kafka does; depends on nothing but the JDK. */
@NullMarked
package io.katka.local.child;

import org.jspecify.annotations.NullMarked;
