package io.katka;

import io.katka.error.InvalidSpecException;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;

/** What a caller said about where metadata is kept, settled once the release is known. */
sealed interface QuorumWish {
  /** The spec with that wish fulfilled. */
  ClusterSpec settle(ClusterSpec spec, KafkaRelease before);

  /** Nothing was said: an existing cluster stays with ZooKeeper where its new release knows it. */
  record Same() implements QuorumWish {
    @Override
    public ClusterSpec settle(ClusterSpec spec, KafkaRelease before) {
      boolean stays =
          before.metadata() == MetadataMode.ZOOKEEPER && spec.release().knowsZooKeeper();
      return stays ? spec.release(spec.release().withZooKeeper()) : spec;
    }
  }

  /** A ZooKeeper ensemble. */
  record ZooKeeper(ControllerSpec members) implements QuorumWish {
    @Override
    public ClusterSpec settle(ClusterSpec spec, KafkaRelease before) {
      return spec.release(spec.release().withZooKeeper())
          .controllers(new ControllerSpec(spec.controllers().topology(), members.count()));
    }
  }

  /**
   * Controllers, dedicated or combined.
   *
   * @param asked the caller's words
   */
  record Controllers(String asked) implements QuorumWish {
    @Override
    public ClusterSpec settle(ClusterSpec spec, KafkaRelease before) {
      if (spec.release().metadata() == MetadataMode.ZOOKEEPER) {
        throw new InvalidSpecException(
            "controllers",
            asked + " with " + spec.release().describe(),
            "a release that keeps its metadata in controllers, Apache Kafka 3.9 or newer",
            "This release keeps its metadata in a ZooKeeper ensemble: ask for its size with"
                + " zookeeper(3), or leave it out.");
      }
      return spec;
    }
  }
}
