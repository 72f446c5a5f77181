package io.katka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTableTest {
  @Test
  void shows_a_provisioning_as_in_the_golden_file() throws IOException {
    assertThat(Plans.provision().toString()).isEqualTo(golden("provision.txt"));
  }

  @Test
  void shows_a_scale_out_and_a_roll_as_in_the_golden_file() throws IOException {
    assertThat(Plans.scaleAndRoll().toString()).isEqualTo(golden("scale-and-roll.txt"));
  }

  @Test
  void shows_that_there_is_nothing_to_do_as_in_the_golden_file() throws IOException {
    assertThat(Plans.nothing().toString()).isEqualTo(golden("nothing.txt"));
  }

  static List<Plan> plans() {
    return List.of(Plans.provision(), Plans.scaleAndRoll(), Plans.nothing());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void says_in_its_first_line_where_it_will_act(Plan plan) {
    assertThat(plan.toString().lines().findFirst().orElseThrow())
        .startsWith("local:/srv/katka/orders at /srv/katka/orders on this machine, ")
        .endsWith(plan.clusterId().isEmpty() ? "no cluster id yet" : Plans.CLUSTER_ID);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void fits_110_columns(Plan plan) {
    assertThat(plan.toString().lines()).allMatch(line -> line.length() <= 110);
  }

  @Test
  void draws_many_nodes_together() {
    var nodes = IntStream.range(0, 1000).mapToObj(id -> Plans.node(id, "4.4.0")).toList();
    var start =
        new PlannedStep(
            "start-brokers",
            new Action.StartNodes(nodes),
            -1,
            "because",
            Risk.LOW,
            Impact.lasting(7_260_000));
    Plan few = Plans.provision();
    var plan =
        new Plan(
            few.ref(),
            few.location(),
            "",
            "apply",
            few.target(),
            List.of(new Phase("start", "why", List.of(start), List.of())),
            List.of(),
            "basis");

    assertThat(plan.toString()).contains("0-999").contains("2 h 1 min");
  }

  @Test
  void keeps_a_word_that_is_longer_than_its_column() {
    assertThat(TextTable.wrap("  a incomprehensibilities b", 8))
        .containsExactly("  a", "  incomprehensibilities", "  b");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = PlanTableTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
