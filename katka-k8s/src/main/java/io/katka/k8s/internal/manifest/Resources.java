package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.katka.k8s.Options;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;

/** What a node may use. */
final class Resources {
  private static final long MEBIBYTE = 1 << 20;
  private static final long BROKER_HEAP = 1024 * MEBIBYTE;
  private static final long CONTROLLER_HEAP = 512 * MEBIBYTE;

  /** More is better left to the page cache, which Kafka reads from. */
  private static final long LARGEST_HEAP = 6 * 1024 * MEBIBYTE;

  private Resources() {}

  static ResourceRequirements of(Options options, NodeSpec node) {
    ResourcesSpec wanted = wanted(options, node);
    var resources = new ResourceRequirementsBuilder();
    if (wanted.memoryBytes() > 0) {
      var memory = new Quantity(Long.toString(wanted.memoryBytes()));
      resources.addToRequests("memory", memory).addToLimits("memory", memory);
    }
    if (wanted.cpuMillis() > 0) {
      // No limit: a throttled broker looks like a failing one.
      resources.addToRequests("cpu", new Quantity(wanted.cpuMillis() + "m"));
    }
    return resources.build();
  }

  static String heap(Options options, NodeSpec node) {
    long mebibytes = Math.max(1, heapBytes(options, node) / MEBIBYTE);
    return "-Xms%1$dm -Xmx%1$dm".formatted(mebibytes);
  }

  static long heapBytes(Options options, NodeSpec node) {
    ResourcesSpec wanted = wanted(options, node);
    if (wanted.heapBytes() > 0) {
      return wanted.heapBytes();
    }
    if (wanted.memoryBytes() > 0) {
      return Math.min(wanted.memoryBytes() / 2, LARGEST_HEAP);
    }
    return node.kind().isBroker() ? BROKER_HEAP : CONTROLLER_HEAP;
  }

  private static ResourcesSpec wanted(Options options, NodeSpec node) {
    ResourcesSpec asked = node.revision().resources();
    return !node.kind().isBroker() && asked.equals(ResourcesSpec.DEFAULT)
        ? options.controllerResources()
        : asked;
  }
}
