package io.katka.local;

import io.katka.spi.KafkaGateway;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that is opened when it is first asked something: to open it may load classes, which
 * nodes that come up do at the same time, and better without company. It is closed by another
 * thread, because clients take some time to end and nobody needs to wait for that.
 */
final class LateGateway implements InvocationHandler {
  private final Supplier<KafkaGateway> opener;
  private final Executor closer;
  private @Nullable KafkaGateway opened;
  private boolean closed;

  private LateGateway(Supplier<KafkaGateway> opener, Executor closer) {
    this.opener = opener;
    this.closer = closer;
  }

  static KafkaGateway of(Supplier<KafkaGateway> opener, Executor closer) {
    return (KafkaGateway)
        Proxy.newProxyInstance(
            KafkaGateway.class.getClassLoader(),
            new Class<?>[] {KafkaGateway.class},
            new LateGateway(opener, closer));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    if (method.getName().equals("close")) {
      close();
      return null;
    }
    KafkaGateway gateway = opened();
    try {
      return method.invoke(gateway, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized void close() {
    KafkaGateway present = opened;
    if (!closed && present != null) {
      closer.execute(present::close);
    }
    closed = true;
  }

  private synchronized KafkaGateway opened() {
    if (closed) {
      throw new IllegalStateException("this gateway is closed: open another one");
    }
    KafkaGateway present = opened;
    if (present == null) {
      present = opener.get();
      opened = present;
    }
    return present;
  }
}
