/**
 * When which replicas move, how fast, and when not: decided from values, so that every rule can be
 * tested without a cluster. Steps look, ask here, and act.
 */
@NullMarked
package io.katka.internal.mover;

import org.jspecify.annotations.NullMarked;
