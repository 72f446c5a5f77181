/** A real Kubernetes cluster for tests. */
@NullMarked
package io.katka.k8s.testing;

import org.jspecify.annotations.NullMarked;
