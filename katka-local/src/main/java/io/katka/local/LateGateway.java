package io.katka.local;

import io.katka.spi.KafkaGateway;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that is opened when it is first asked something: to open it may load classes, which
 * nodes that come up do at the same time, and better without company.
 */
final class LateGateway implements InvocationHandler {
  private final Supplier<KafkaGateway> opener;
  private @Nullable KafkaGateway opened;

  private LateGateway(Supplier<KafkaGateway> opener) {
    this.opener = opener;
  }

  static KafkaGateway of(Supplier<KafkaGateway> opener) {
    return (KafkaGateway)
        Proxy.newProxyInstance(
            KafkaGateway.class.getClassLoader(),
            new Class<?>[] {KafkaGateway.class},
            new LateGateway(opener));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    KafkaGateway gateway = method.getName().equals("close") ? ifOpened() : opened();
    try {
      return gateway == null ? null : method.invoke(gateway, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized @Nullable KafkaGateway ifOpened() {
    return opened;
  }

  private synchronized KafkaGateway opened() {
    KafkaGateway present = opened;
    if (present == null) {
      present = opener.get();
      opened = present;
    }
    return present;
  }
}
