/** Tests of what goes through an ensemble. */
@NullMarked
package io.katka.zookeeper;

import org.jspecify.annotations.NullMarked;
