package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.katka.k8s.Exposure;
import java.util.ArrayList;
import java.util.List;

/** Who may connect to a cluster's pods: clients to what is for them, nodes to each other. */
final class Traffic {
  private Traffic() {}

  static NetworkPolicy of(ClusterFacts facts) {
    return new NetworkPolicyBuilder()
        .withMetadata(Labels.of(facts, facts.ref().name()))
        .withNewSpec()
        .withPolicyTypes("Ingress")
        .withNewPodSelector()
        .withMatchLabels(Labels.cluster(facts.ref()))
        .endPodSelector()
        .withIngress(fromNodes(facts), fromAnywhere(facts))
        .endSpec()
        .build();
  }

  private static NetworkPolicyIngressRule fromNodes(ClusterFacts facts) {
    return new NetworkPolicyIngressRuleBuilder()
        .withPorts(Services.among(facts).map(l -> port(l.port())).toList())
        .addNewFrom()
        .withNewPodSelector()
        .withMatchLabels(Labels.cluster(facts.ref()))
        .endPodSelector()
        .endFrom()
        .build();
  }

  private static NetworkPolicyIngressRule fromAnywhere(ClusterFacts facts) {
    List<NetworkPolicyPort> ports = new ArrayList<>();
    ports.add(port(Listener.INSIDE.port()));
    if (!(facts.options().exposure() instanceof Exposure.None)) {
      ports.add(port(Listener.OUTSIDE.port()));
    }
    Metrics.port(facts).ifPresent(number -> ports.add(port(number)));
    return new NetworkPolicyIngressRuleBuilder().withPorts(ports).build();
  }

  private static NetworkPolicyPort port(int number) {
    return new NetworkPolicyPortBuilder()
        .withProtocol("TCP")
        .withPort(new IntOrString(number))
        .build();
  }
}
