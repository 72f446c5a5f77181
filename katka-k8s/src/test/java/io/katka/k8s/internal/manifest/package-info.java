/** Tests of the rendered objects. */
@NullMarked
package io.katka.k8s.internal.manifest;

import org.jspecify.annotations.NullMarked;
