package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.katka.spec.NodeSpec;

/**
 * A node's volume claim. It stands by itself, as a StatefulSet's templates cannot be changed, and a
 * volume shall be able to grow; it has the name that a template would give it.
 */
final class NodeVolume {
  private NodeVolume() {}

  static PersistentVolumeClaim of(ClusterFacts facts, NodeSpec node) {
    var claim =
        new PersistentVolumeClaimBuilder()
            .withMetadata(Labels.of(facts, node, Names.volume(facts.ref(), node.pool(), node.id())))
            .withNewSpec()
            .withAccessModes("ReadWriteOnce")
            .withNewResources()
            .addToRequests("storage", new Quantity(Long.toString(bytes(facts, node))))
            .endResources();
    String storageClass =
        node.storage().storageClass().isEmpty()
            ? facts.options().volumes().storageClass()
            : node.storage().storageClass();
    if (!storageClass.isEmpty()) {
      claim.withStorageClassName(storageClass);
    }
    return claim.endSpec().build();
  }

  private static long bytes(ClusterFacts facts, NodeSpec node) {
    if (node.storage().sizeBytes() > 0) {
      return node.storage().sizeBytes();
    }
    return node.kind().isBroker()
        ? facts.options().volumes().brokerBytes()
        : facts.options().volumes().controllerBytes();
  }
}
