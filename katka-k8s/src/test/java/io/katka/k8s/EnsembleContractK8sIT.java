package io.katka.k8s;

import io.katka.release.KafkaRelease;

/** The same for a member of a ZooKeeper ensemble; its images must be in the cluster. */
class EnsembleContractK8sIT extends KubernetesPlatformContractK8sIT {
  @Override
  protected KafkaRelease release() {
    return KafkaRelease.confluent("5.1.0");
  }
}
