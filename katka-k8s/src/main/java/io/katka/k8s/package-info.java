/** The platform of Kubernetes pods. */
@NullMarked
package io.katka.k8s;

import org.jspecify.annotations.NullMarked;
