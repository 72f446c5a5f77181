package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which ports nodes get for life. */
class AdminPortsTest {
  @Test
  void areApartByTwoAndNeverTaken() {
    Set<Integer> taken = new HashSet<>();
    for (int node = 0; node < 500; node++) {
      int port = AdminPorts.next("id", taken, free -> true);
      assertThat(port).isBetween(15_000, 28_998).isEven();
      assertThat(taken.add(port)).isTrue();
    }
  }

  @Test
  void areOthersForMostOtherClusters() {
    Set<Integer> firsts = new HashSet<>();
    for (int cluster = 0; cluster < 100; cluster++) {
      firsts.add(AdminPorts.next("cluster " + cluster, List.of(), free -> true));
    }
    assertThat(firsts).hasSizeGreaterThan(70);
  }

  @Test
  void leaveOutWhatIsTakenOnThisMachine() {
    int first = AdminPorts.next("id", List.of(), free -> true);

    assertThat(AdminPorts.next("id", List.of(), port -> port > first + 1)).isEqualTo(first + 2);
  }
}
