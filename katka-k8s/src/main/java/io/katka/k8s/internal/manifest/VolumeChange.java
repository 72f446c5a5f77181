package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.katka.error.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may become of a volume that is there: it may grow, and nothing else. */
public final class VolumeChange {
  private VolumeChange() {}

  /** Whether a larger volume is wanted than the one that is there was asked for. */
  public static boolean grows(PersistentVolumeClaim live, PersistentVolumeClaim wanted) {
    return bytes(wanted).compareTo(bytes(live)) > 0;
  }

  /**
   * Why a volume cannot become what is wanted.
   *
   * @param expandable whether the storage class of the volume allows expansion; true where that
   *     cannot be told
   */
  public static List<Problem> problems(
      PersistentVolumeClaim live, PersistentVolumeClaim wanted, boolean expandable) {
    var problems = new ArrayList<Problem>();
    String of = " of " + live.getMetadata().getName();
    if (bytes(wanted).compareTo(bytes(live)) < 0) {
      problems.add(
          new Problem(
              "storage.size" + of,
              show(wanted),
              show(live) + " or more",
              "A volume cannot shrink: leave its size, or replace the node by one with a smaller volume."));
    }
    if (grows(live, wanted) && !expandable) {
      problems.add(
          new Problem(
              "storage.size" + of,
              show(wanted),
              show(live) + ", as its storage class does not expand volumes",
              "Set allowVolumeExpansion in the storage class, or leave the size."));
    }
    String there = storageClass(live);
    String asked = storageClass(wanted);
    if (!asked.isEmpty() && !asked.equals(there)) {
      problems.add(
          new Problem(
              "storage.class" + of,
              asked,
              there.isEmpty() ? "none" : there,
              "A volume stays in its storage class: replace the node by one in the other class."));
    }
    return problems;
  }

  private static BigDecimal bytes(PersistentVolumeClaim claim) {
    return Optional.ofNullable(request(claim))
        .map(Quantity::getNumericalAmount)
        .orElse(BigDecimal.ZERO);
  }

  private static String show(PersistentVolumeClaim claim) {
    return io.katka.spec.Quantity.show(bytes(claim).longValue());
  }

  private static Quantity request(PersistentVolumeClaim claim) {
    return claim.getSpec().getResources().getRequests().get("storage");
  }

  private static String storageClass(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getStorageClassName()).orElse("");
  }
}
