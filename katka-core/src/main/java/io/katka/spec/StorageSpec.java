package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.util.Objects;

/**
 * The volume of a node.
 *
 * @param sizeBytes its size in bytes; 0 leaves it to the platform
 * @param storageClass the Kubernetes storage class; empty for the default one
 * @param keep whether the volume outlives its node when the node is removed
 */
public record StorageSpec(long sizeBytes, String storageClass, boolean keep) {
  /** The platform's size and class, kept when the node goes. */
  public static final StorageSpec DEFAULT = new StorageSpec(0, "", true);

  public StorageSpec {
    Objects.requireNonNull(storageClass, "storageClass");
    if (sizeBytes < 0) {
      throw new InvalidSpecException("storage.size", sizeBytes, "0 or more bytes", "Give a size.");
    }
  }

  /** This volume with another size, such as {@code 10Gi}. */
  public StorageSpec size(String size) {
    return new StorageSpec(Quantity.bytes("storage.size", size), storageClass, keep);
  }

  /** This volume in another storage class. */
  public StorageSpec storageClass(String name) {
    return new StorageSpec(sizeBytes, name, keep);
  }

  /** This volume, deleted together with its node. */
  public StorageSpec deletedWithNode() {
    return new StorageSpec(sizeBytes, storageClass, false);
  }
}
