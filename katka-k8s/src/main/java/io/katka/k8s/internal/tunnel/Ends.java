package io.katka.k8s.internal.tunnel;

import io.fabric8.kubernetes.client.PortForward;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a tunnelled connection. When the client hangs up, so does this: left to
 * itself the far end, with its thread, would stay.
 */
final class Ends implements ByteChannel {
  private final SocketChannel client;
  private final Runnable closed;
  private @Nullable PortForward forward;
  private boolean over;

  Ends(SocketChannel client, Runnable closed) {
    this.client = client;
    this.closed = closed;
  }

  /** Names the far end, which is closed at once if the near one is already. */
  void joined(PortForward farEnd) {
    boolean late;
    synchronized (this) {
      forward = farEnd;
      late = over;
    }
    if (late) {
      Tunnel.closeQuietly(farEnd);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      int read = client.read(target);
      if (read < 0) {
        close();
      }
      return read;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return client.write(source);
  }

  @Override
  public boolean isOpen() {
    return client.isOpen();
  }

  @Override
  public void close() throws IOException {
    PortForward far;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      far = forward;
    }
    closed.run();
    client.close();
    if (far != null) {
      far.close();
    }
  }
}
