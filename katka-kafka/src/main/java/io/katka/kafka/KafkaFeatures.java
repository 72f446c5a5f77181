package io.katka.kafka;

import io.katka.kafka.internal.Await;
import io.katka.spi.KafkaGateway.Features;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;

/** Finalizes features (KIP-584); what is at that level or above is passed over. */
final class KafkaFeatures implements Features {
  private final AdminCalls controller;

  KafkaFeatures(AdminCalls controller) {
    this.controller = controller;
  }

  @Override
  public void raise(Map<String, Integer> levels, boolean validateOnly) {
    controller.act(
        "%s features %s".formatted(validateOnly ? "validate" : "raise", new TreeMap<>(levels)),
        admin -> raise(admin, levels, validateOnly));
  }

  private static void raise(Admin admin, Map<String, Integer> levels, boolean validateOnly) {
    Map<String, FinalizedVersionRange> finalized =
        Await.value(admin.describeFeatures().featureMetadata()).finalizedFeatures();
    var updates = new HashMap<String, FeatureUpdate>();
    levels.forEach(
        (feature, level) -> {
          FinalizedVersionRange now = finalized.get(feature);
          if (now == null || now.maxVersionLevel() < level) {
            updates.put(feature, new FeatureUpdate(level.shortValue(), UpgradeType.UPGRADE));
          }
        });
    if (!updates.isEmpty()) {
      var options = new UpdateFeaturesOptions().validateOnly(validateOnly);
      admin
          .updateFeatures(updates, options)
          .values()
          .forEach(
              (feature, result) ->
                  Refusal.unlessDone(
                      "raise %s to level %d".formatted(feature, levels.get(feature)), result));
    }
  }
}
