/** Ways to nodes' loopback addresses, through the API server. */
@NullMarked
package io.katka.k8s.internal.tunnel;

import org.jspecify.annotations.NullMarked;
