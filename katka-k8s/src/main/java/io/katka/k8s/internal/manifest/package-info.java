/** A cluster's Kubernetes objects, as pure functions of what it shall be. */
@NullMarked
package io.katka.k8s.internal.manifest;

import org.jspecify.annotations.NullMarked;
