/** What a cluster shall be: immutable, validated values. */
@NullMarked
package io.katka.spec;

import org.jspecify.annotations.NullMarked;
