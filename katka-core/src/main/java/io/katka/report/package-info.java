/** What listens to a run and tells of it: on a console, in a file. */
@NullMarked
package io.katka.report;

import org.jspecify.annotations.NullMarked;
