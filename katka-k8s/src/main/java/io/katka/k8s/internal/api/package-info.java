/** Calls of the Kubernetes API, with its faults told in Katka's terms. */
@NullMarked
package io.katka.k8s.internal.api;

import org.jspecify.annotations.NullMarked;
