package io.katka.local;

import io.katka.spec.ClusterRef;
import io.katka.spi.ClusterLock;
import io.katka.spi.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A program that runs a cluster of two nodes, to be ended in various ways. */
final class Driver {
  private Driver() {}

  public static void main(String[] args) throws InterruptedException {
    Path directory = Path.of(args[0]);
    Platform platform =
        LocalPlatform.builder()
            .directory(directory)
            .cache(directory.resolve("cache"))
            .kafkaHome(FakeRelease.RELEASE.version(), Path.of(args[1]))
            .build();
    ClusterRef ref = platform.ref("driven");
    ClusterLock lock = platform.lock(ref, "the driver", Duration.ofMinutes(5));
    var foundation = LocalClusters.foundation("driven", FakeRelease.RELEASE, Map.of());
    platform.prepare(lock, ref, foundation);
    platform.start(lock, ref, FakeRelease.broker(1, Map.of()));
    platform.start(lock, ref, FakeRelease.broker(2, Map.of()));
    Thread.currentThread().join();
  }
}
