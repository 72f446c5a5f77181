package io.katka.k8s.internal.tunnel;

import io.fabric8.kubernetes.client.PortForward;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/** The way to one port of a node, wherever its pod is by now. */
public interface Route {
  /**
   * Opens one connection; empty while there is no pod that could take it.
   *
   * @throws io.katka.error.KatkaException if it could not be seen where the pod is
   */
  Optional<PortForward> open(ReadableByteChannel in, WritableByteChannel out);
}
