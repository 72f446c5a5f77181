package io.katka.spec;

import io.katka.error.InvalidSpecException;

/**
 * What a node may use.
 *
 * @param heapBytes the JVM's heap in bytes; 0 leaves it to the platform
 * @param memoryBytes the memory request and limit in bytes; 0 for none
 * @param cpuMillis the CPU request in thousandths of a core; 0 for none
 */
public record ResourcesSpec(long heapBytes, long memoryBytes, int cpuMillis) {
  /** All left to the platform. */
  public static final ResourcesSpec DEFAULT = new ResourcesSpec(0, 0, 0);

  public ResourcesSpec {
    if (heapBytes < 0 || memoryBytes < 0 || cpuMillis < 0) {
      throw new InvalidSpecException(
          "resources",
          "heap %d, memory %d, cpu %d".formatted(heapBytes, memoryBytes, cpuMillis),
          "0 or more",
          "Leave out what the platform may choose.");
    }
  }

  /** These resources with another heap, such as {@code 512Mi}. */
  public ResourcesSpec heap(String heap) {
    return new ResourcesSpec(Quantity.bytes("resources.heap", heap), memoryBytes, cpuMillis);
  }

  /** These resources with another memory request and limit, such as {@code 2Gi}. */
  public ResourcesSpec memory(String memory) {
    return new ResourcesSpec(heapBytes, Quantity.bytes("resources.memory", memory), cpuMillis);
  }

  /** These resources with another CPU request in thousandths of a core. */
  public ResourcesSpec cpuMillis(int millis) {
    return new ResourcesSpec(heapBytes, memoryBytes, millis);
  }
}
