@NullMarked
package io.katka.local;

import org.jspecify.annotations.NullMarked;
