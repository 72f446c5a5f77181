/** How the Kubernetes platform talks to the API server. */
@NullMarked
package io.katka.k8s.internal;

import org.jspecify.annotations.NullMarked;
