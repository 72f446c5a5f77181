/** Nothing in here, or in the packages below, is API. */
@NullMarked
package io.katka.internal;

import org.jspecify.annotations.NullMarked;
