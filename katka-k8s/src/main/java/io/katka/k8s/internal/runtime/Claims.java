package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.katka.k8s.internal.api.Api;
import java.math.BigDecimal;
import java.util.Optional;

/** What is read from and written on the claims of nodes' volumes. */
final class Claims {
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Applier.MANAGER)
          .build();

  private Claims() {}

  /** Notes on a volume that it is formatted for a cluster. */
  static PersistentVolumeClaim formatted(Api api, PersistentVolumeClaim claim, String clusterId) {
    String name = claim.getMetadata().getName();
    return api.call(
        "note that the volume " + name + " is formatted",
        c ->
            c.persistentVolumeClaims()
                .inNamespace(claim.getMetadata().getNamespace())
                .withName(name)
                .patch(
                    MERGE,
                    "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                        .formatted(Keys.FORMATTED, clusterId)));
  }

  static boolean isFormatted(PersistentVolumeClaim claim) {
    return !NodeView.annotation(claim.getMetadata().getAnnotations(), Keys.FORMATTED).isEmpty();
  }

  /** A claim that asks for as much as the one that is there at least: no volume shrinks. */
  static PersistentVolumeClaim noSmaller(
      PersistentVolumeClaim wanted, Optional<PersistentVolumeClaim> present) {
    long there = present.map(Claims::requestedBytes).orElse(0L);
    if (there <= requestedBytes(wanted)) {
      return wanted;
    }
    return new PersistentVolumeClaimBuilder(wanted)
        .editSpec()
        .editResources()
        .addToRequests("storage", new Quantity(Long.toString(there)))
        .endResources()
        .endSpec()
        .build();
  }

  /** The size asked for in bytes; 0 where none is. */
  static long requestedBytes(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec())
        .map(spec -> spec.getResources())
        .map(resources -> resources.getRequests())
        .map(requests -> requests.get("storage"))
        .map(Quantity::getNumericalAmount)
        .map(BigDecimal::longValue)
        .orElse(0L);
  }
}
