package io.katka.k8s.testing;

import io.katka.spi.Platform;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A platform that outlives the Katka that it is given to, for tests that look on afterwards. */
public final class Kept {
  private Kept() {}

  /** That platform, deaf to its end. */
  public static Platform open(Platform platform) {
    return (Platform)
        Proxy.newProxyInstance(
            Kept.class.getClassLoader(),
            new Class<?>[] {Platform.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(platform, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
