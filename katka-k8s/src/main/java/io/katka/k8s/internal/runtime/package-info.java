/** What is seen of a cluster on Kubernetes, and what is done to it. */
@NullMarked
package io.katka.k8s.internal.runtime;

import org.jspecify.annotations.NullMarked;
