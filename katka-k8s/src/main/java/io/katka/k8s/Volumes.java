package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import io.katka.spec.Quantity;
import java.util.Objects;

/**
 * The nodes' volumes where the request leaves them out.
 *
 * @param storageClass their storage class; empty for the Kubernetes cluster's default one
 * @param brokerBytes a broker's size in bytes
 * @param controllerBytes a dedicated controller's size in bytes
 */
public record Volumes(String storageClass, long brokerBytes, long controllerBytes) {
  /** The default class, 20 GiB for a broker, 5 GiB for a controller. */
  public static final Volumes DEFAULT = new Volumes("", 20L << 30, 5L << 30);

  public Volumes {
    Objects.requireNonNull(storageClass, "storageClass");
    if (brokerBytes <= 0 || controllerBytes <= 0) {
      throw new InvalidSpecException(
          "volumes",
          "broker %d, controller %d bytes".formatted(brokerBytes, controllerBytes),
          "more than 0 bytes each",
          "Write sizes as 10Gi, for example.");
    }
  }

  /** In this storage class. */
  public Volumes storageClass(String name) {
    return new Volumes(name, brokerBytes, controllerBytes);
  }

  /** With this size for brokers, such as {@code 500Gi}. */
  public Volumes broker(String size) {
    return new Volumes(storageClass, Quantity.bytes("volumes.broker", size), controllerBytes);
  }

  /** With this size for controllers, such as {@code 10Gi}. */
  public Volumes controller(String size) {
    return new Volumes(storageClass, brokerBytes, Quantity.bytes("volumes.controller", size));
  }
}
