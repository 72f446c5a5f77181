/** What Katka promises where things go wrong, on real brokers. */
@NullMarked
package io.katka.it;

import org.jspecify.annotations.NullMarked;
