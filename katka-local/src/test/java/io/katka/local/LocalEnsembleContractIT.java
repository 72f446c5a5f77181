package io.katka.local;

import io.katka.release.KafkaRelease;

/** The same for a member of a ZooKeeper ensemble. */
class LocalEnsembleContractIT extends LocalPlatformContractIT {
  @Override
  protected KafkaRelease release() {
    return KafkaRelease.confluent("5.1.0");
  }
}
