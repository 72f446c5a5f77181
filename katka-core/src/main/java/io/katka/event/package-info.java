/** What happens during a run, as typed events. */
@NullMarked
package io.katka.event;

import org.jspecify.annotations.NullMarked;
