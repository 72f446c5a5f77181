/** Benchmarks on a real Kubernetes cluster. */
@NullMarked
package io.katka.bench.k8s;

import org.jspecify.annotations.NullMarked;
