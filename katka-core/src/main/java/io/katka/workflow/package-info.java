/** The standard workflows' step names, and where callers' steps go. */
@NullMarked
package io.katka.workflow;

import org.jspecify.annotations.NullMarked;
