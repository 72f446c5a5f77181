package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.katka.k8s.Monitoring;
import io.katka.k8s.Tls;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node's pod, within the restricted Pod Security profile. */
final class NodePod {
  /** The user of the official image. */
  private static final long USER = 1000;

  private NodePod() {}

  static PodTemplateSpec of(ClusterFacts facts, NodeSpec node, String files) {
    var options = facts.options();
    var pod =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .withLabels(Labels.all(facts, node))
            .withAnnotations(annotations(facts, node))
            .endMetadata()
            .withNewSpec()
            .withServiceAccountName(facts.ref().name())
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withSecurityContext(security())
            .withImagePullSecrets(
                options.pullSecrets().stream().map(LocalObjectReference::new).toList())
            .withTerminationGracePeriodSeconds(options.shutdownGrace().toSeconds())
            .withContainers(Containers.of(facts, node))
            .withVolumes(volumes(facts, node, files))
            .endSpec();
    return Placement.apply(facts, node, pod).build();
  }

  private static Map<String, String> annotations(ClusterFacts facts, NodeSpec node) {
    var annotations = new TreeMap<String, String>();
    annotations.put(Annotations.FINGERPRINT, node.revision().fingerprint());
    annotations.put("kubectl.kubernetes.io/default-container", Containers.KAFKA);
    Metrics.port(facts)
        .ifPresent(
            port -> {
              annotations.put("prometheus.io/scrape", "true");
              annotations.put("prometheus.io/port", Integer.toString(port));
              annotations.put("prometheus.io/path", "/metrics");
            });
    return annotations;
  }

  private static PodSecurityContext security() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        // Else every start walks through all of the volume's files.
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private static List<Volume> volumes(ClusterFacts facts, NodeSpec node, String files) {
    var ref = facts.ref();
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("data")
            .withNewPersistentVolumeClaim()
            .withClaimName(Names.volume(ref, node.pool(), node.id()))
            .endPersistentVolumeClaim()
            .build());
    volumes.add(configMap("node", files, false));
    volumes.add(configMap("permit", Names.formatPermit(ref, node.pool(), node.id()), true));
    if (!Ensemble.isMember(node)) {
      volumes.add(secret("credentials", Names.credentials(ref)));
    }
    volumes.add(new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build());
    if (Ensemble.isBehind(node)) {
      volumes.add(
          new VolumeBuilder()
              .withName("run")
              .withNewEmptyDir()
              .withMedium("Memory")
              .endEmptyDir()
              .build());
    }
    if (node.kind().isBroker() && !(facts.options().tls() instanceof Tls.None)) {
      volumes.add(secret("certificate", certificate(facts)));
    }
    if (!(facts.options().monitoring() instanceof Monitoring.None)) {
      volumes.add(configMap("metrics", Names.metrics(ref), false));
    }
    return volumes;
  }

  private static String certificate(ClusterFacts facts) {
    return facts.options().tls() instanceof Tls.InSecret secret
        ? secret.name()
        : Names.certificate(facts.ref());
  }

  private static Volume configMap(String name, String configMap, boolean optional) {
    return new VolumeBuilder()
        .withName(name)
        .withNewConfigMap()
        .withName(configMap)
        .withOptional(optional)
        .endConfigMap()
        .build();
  }

  private static Volume secret(String name, String secret) {
    return new VolumeBuilder()
        .withName(name)
        .withNewSecret()
        .withSecretName(secret)
        .endSecret()
        .build();
  }
}
