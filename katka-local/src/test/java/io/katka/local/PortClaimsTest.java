package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spec.NodeKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortClaimsTest {
  private static final int PORT = 20_001;

  @TempDir Path directory;

  @Test
  void areGivenToOneAtATime() {
    var one = new PortClaims(directory);
    var other = new PortClaims(directory);

    assertThat(one.claim(PORT)).isTrue();
    assertThat(other.claim(PORT)).isFalse();
    assertThat(other.claim(PORT + 1)).isTrue();

    one.release(PORT);
    assertThat(other.claim(PORT)).isTrue();
  }

  @Test
  void keepPlatformsThatDoNotKnowOfEachOtherApart() {
    var claims = new PortClaims(directory);
    var one = new Ports(directory.resolve("a"), port -> true, claims);
    var other = new Ports(directory.resolve("b"), port -> true, claims);
    // Directories with the same hash begin to look at the same port.
    var cluster = new ClusterFiles(directory.resolve("a").resolve("Aa"));
    var same = new ClusterFiles(directory.resolve("a").resolve("BB"));

    NodePorts ports = one.of(cluster, 1, NodeKind.COMBINED);
    NodePorts others = other.of(same, 1, NodeKind.COMBINED);

    assertThat(others.all().toArray()).doesNotContain(ports.client(), ports.controller());
  }
}
