package io.katka.examples;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.katka.k8s.Exposure;
import io.katka.k8s.KubernetesPlatform;
import io.katka.k8s.Monitoring;
import io.katka.k8s.Options;
import io.katka.k8s.Rbac;
import io.katka.k8s.Scheduling;
import io.katka.k8s.Tls;

/** The snippets of the page on Kubernetes objects. */
final class KubernetesOptions {
  private KubernetesOptions() {}

  static KubernetesPlatform options() {
    KubernetesPlatform platform =
        KubernetesPlatform.builder()
            .namespace("kafka")
            .options(
                options ->
                    options
                        .exposure(Exposure.loadBalancer().hosts("broker-{id}.kafka.example.com"))
                        .tls(Tls.secret("kafka-certificate"))
                        .monitoring(Monitoring.agent("/opt/agents/jmx_prometheus_javaagent.jar"))
                        .scheduling(scheduling -> scheduling.apart(Scheduling.Apart.REQUIRED))
                        .volumes(volumes -> volumes.storageClass("fast").broker("500Gi")))
            .build();
    return platform;
  }

  static void customize(Options.Builder options) {
    options.customize(
        StatefulSet.class,
        set -> {
          set.getSpec().getTemplate().getSpec().setSchedulerName("my-scheduler");
          return set;
        });
  }

  static void rights() {
    System.out.print(Serialization.asYaml(Rbac.minimal("kafka")));
  }
}
