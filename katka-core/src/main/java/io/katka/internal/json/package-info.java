/** Katka's records as JSON. */
@NullMarked
package io.katka.internal.json;

import org.jspecify.annotations.NullMarked;
