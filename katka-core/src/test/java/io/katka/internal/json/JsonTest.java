package io.katka.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.Movement;
import io.katka.event.Progress;
import io.katka.event.StepTiming;
import io.katka.plan.Action;
import io.katka.plan.Plan;
import io.katka.plan.Plans;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.OnFailure;
import io.katka.spec.StorageSpec;
import io.katka.state.PartitionRef;
import io.katka.state.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Proof PROOF =
      new Proof(
          10,
          9,
          1,
          0,
          0,
          0,
          120,
          80,
          50,
          List.of(new Proof.Interval(new PartitionRef("orders", 3), AT.toEpochMilli(), 40)));

  static List<Object> values() {
    ClusterSpec cluster = Plans.cluster(5, "4.4.0");
    Foundation foundation = Plans.foundation();
    return List.of(
        cluster,
        cluster
            .upgrade(
                cluster.upgrade().toBuilder()
                    .canary(Duration.ofMinutes(2))
                    .onFailure(OnFailure.HALT)
                    .allowUnavailable("b", "a")
                    .build())
            .balance(cluster.balance().exclude("z", "y").throttle(7))
            .pool(
                "fast",
                pool ->
                    pool.replicas(2)
                        .racks(List.of("r2", "r1"))
                        .storage(StorageSpec.DEFAULT.size("10Gi").deletedWithNode())
                        .config("num.io.threads", 4))
            .config("quote", "\"\\\n\u00e4\u20ac"),
        foundation,
        foundation.spec(cluster, null),
        Plans.node(1, "3.9.2"),
        Plans.scaleAndRoll(),
        Plans.provision(),
        Plans.nothing(),
        PROOF,
        new StepTiming(1, 2, 3));
  }

  static List<KatkaEvent> events() {
    String run = "run-1";
    var blocked =
        List.of(
            new BlockedSince(
                new Blocker.UnderReplicated("orders", 3, List.of(1, 2), List.of(3)), AT),
            new BlockedSince(new Blocker.CannotSee("broker 2"), AT));
    return List.of(
        new KatkaEvent.RunStarted(AT, run, Plans.scaleAndRoll()),
        new KatkaEvent.StepStarted(AT, run, "roll broker 3/restart", 3, "runs 4.3.1"),
        new KatkaEvent.StepWaiting(AT, run, "roll broker 3/gate", 3, blocked),
        new KatkaEvent.StepActed(AT, run, "roll broker 3/restart", 3),
        new KatkaEvent.StepFinished(
            AT, run, "roll broker 3/restart", 3, new StepTiming(10, 20, 30)),
        new KatkaEvent.StepFailed(AT, run, "roll broker 3/restart", 3, "it", List.of("a", "b")),
        new KatkaEvent.UndoStarted(AT, run, "roll broker 3"),
        new KatkaEvent.ProgressMade(
            AT, run, new Progress("all", 1, 0, List.of(new Progress("part", 2, 0.5, List.of())))),
        new KatkaEvent.DataMoved(
            AT, run, "rebalance/balance", new Movement(9, 4, 900, 500, 100, 9_000, 5_000, 4_000)),
        new KatkaEvent.RunPaused(AT, run, "cannot see", Duration.ofMillis(1500)),
        new KatkaEvent.RunResumed(AT, run),
        new KatkaEvent.ProofFinished(AT, run, PROOF),
        new KatkaEvent.Noted(AT, run, "note"),
        new KatkaEvent.RunFinished(
            AT, run, KatkaEvent.Outcome.DONE, "all done", Duration.ofSeconds(90)));
  }

  @Nested
  class ReadingWhatWasWritten {
    static List<Object> values() {
      return JsonTest.values();
    }

    static List<KatkaEvent> events() {
      return JsonTest.events();
    }

    @ParameterizedTest
    @MethodSource("values")
    void gives_an_equal_value(Object value) {
      Object back = Json.read(Json.write(value), value.getClass());

      assertThat(back).isEqualTo(value);
      assertThat(Json.write(back)).isEqualTo(Json.write(value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void gives_an_equal_value_from_many_lines_too(Object value) {
      String pretty = Json.pretty(value);

      assertThat(Json.read(pretty, value.getClass())).isEqualTo(value);
      assertThat(pretty).contains("\n");
    }

    @ParameterizedTest
    @MethodSource("events")
    void gives_an_equal_event_of_the_same_kind(KatkaEvent event) {
      String json = Json.write(event);

      assertThat(Json.read(json, KatkaEvent.class)).isEqualTo(event);
      assertThat(json).startsWith("{\"type\":\"" + event.getClass().getSimpleName() + "\"");
      assertThat(json).doesNotContain("\n");
    }

    @Test
    void covers_every_kind_of_event() {
      assertThat(events().stream().<Class<?>>map(Object::getClass))
          .containsExactlyInAnyOrder(KatkaEvent.class.getPermittedSubclasses());
    }
  }

  @Nested
  class TheText {
    @Test
    void has_moments_and_durations_as_iso_texts() {
      assertThat(Json.write(new KatkaEvent.RunPaused(AT, "r", "why", Duration.ofMillis(1500))))
          .isEqualTo(
              "{\"type\":\"RunPaused\",\"at\":\"2026-03-04T05:06:07.089Z\",\"runId\":\"r\","
                  + "\"reason\":\"why\",\"retryAfter\":\"PT1.5S\"}");
    }

    @Test
    void names_the_kind_of_an_action_within_a_list() {
      assertThat(Json.write(Plans.provision()))
          .contains("{\"type\":\"AwaitQuorum\",\"voters\":[0,1,2]}")
          .contains("{\"type\":\"AwaitInSync\"}");
    }

    @Test
    void says_null_for_what_there_is_not() {
      assertThat(Json.write(Plans.foundation().spec(Plans.cluster(3, "4.4.0"), null)))
          .endsWith("\"previous\":null}");
    }

    @Test
    void has_no_members_but_components() {
      assertThat(Json.write(Plans.nothing())).doesNotContain("\"empty\"");
      assertThat(Json.write(new StepTiming(1, 2, 3)))
          .isEqualTo("{\"gateMillis\":1,\"actMillis\":2,\"awaitMillis\":3}");
    }

    @Test
    void sorts_maps_and_sets_whatever_order_they_have() {
      var names = new ArrayList<>(List.of("d", "a", "c", "b"));
      String sorted = Json.write(new Sets(Set.of("a", "b", "c", "d"), Map.of(2, "x", 10, "y")));

      for (int i = 0; i < names.size(); i++) {
        Collections.rotate(names, 1);
        assertThat(Json.write(new Sets(new LinkedHashSet<>(names), Map.of(10, "y", 2, "x"))))
            .isEqualTo(sorted);
      }
      assertThat(sorted)
          .isEqualTo("{\"set\":[\"a\",\"b\",\"c\",\"d\"],\"map\":{\"2\":\"x\",\"10\":\"y\"}}");
    }
  }

  private record Sets(Set<String> set, Map<Integer, String> map) {}

  @Nested
  class ATextThatIsNotUnderstood {
    private final String good = Json.write(Plans.foundation());

    @Test
    void is_refused_when_cut_off() {
      refused(good.substring(0, good.length() / 2));
    }

    @Test
    void is_refused_when_something_follows() {
      refused(good + "{}");
    }

    @Test
    void is_refused_when_empty_or_null() {
      refused("");
      refused("null");
    }

    @Test
    void is_refused_when_something_is_missing() {
      assertThat(refused(good.replaceFirst("\"clusterId\":\"[^\"]*\",", "")))
          .hasMessageContaining("clusterId");
    }

    @Test
    void may_be_from_before_a_policy_got_a_component() {
      String older =
          good.replaceAll("\"canarySoakMillis\":\\d+,", "")
              .replaceAll(",\"requireRacks\":(true|false)", "");
      assertThat(older).hasSizeLessThan(good.length());

      assertThat(Json.read(older, Foundation.class)).isEqualTo(Json.read(good, Foundation.class));
    }

    @Test
    void is_refused_when_a_policy_has_what_is_unknown() {
      assertThat(refused(good.replace("\"onFailure\":", "\"later\":1,\"onFailure\":")))
          .hasMessageContaining("later");
    }

    @Test
    void is_refused_when_even_a_null_is_missing() {
      String none = Json.write(Plans.foundation().spec(Plans.cluster(3, "4.4.0"), null));

      assertThat(refused(none.replace(",\"previous\":null", ""))).hasMessageContaining("previous");
    }

    @Test
    void is_refused_when_a_number_is_null() {
      assertThat(refused(good.replaceFirst("\"replicas\":3", "\"replicas\":null")))
          .hasMessageContaining("null");
    }

    @Test
    void is_refused_when_something_is_unknown() {
      assertThat(refused(good.replaceFirst("\\{", "{\"surprise\":1,")))
          .hasMessageContaining("surprise");
    }

    @Test
    void is_refused_when_something_is_there_twice() {
      refused(good.replaceFirst("\\{", "{\"clusterId\":\"x\","));
    }

    @Test
    void is_refused_when_the_value_is_not_valid() {
      assertThat(refused(good.replaceFirst("\"replicas\":3", "\"replicas\":0")))
          .hasMessageContaining("replicas is 0");
    }

    @Test
    void is_refused_when_the_kind_is_unknown() {
      assertThatThrownBy(() -> Json.read("{\"type\":\"Explode\"}", Action.class))
          .isInstanceOf(KatkaException.class)
          .hasMessageContaining("Explode");
    }

    @Test
    void says_what_and_where() {
      assertThat(refused(good.replaceFirst(":", ";")))
          .hasMessageStartingWith("Cannot read Foundation from JSON at line 1, column ");
    }

    private KatkaException refused(String json) {
      assertThat(json).isNotEqualTo(good);
      KatkaException refusal =
          catchThrowableOfType(KatkaException.class, () -> Json.read(json, Foundation.class));
      assertThat(refusal).isNotNull();
      return refusal;
    }
  }

  @Test
  void writes_a_whole_plan_that_can_be_read_again_after_an_edit() {
    Plan plan = Plans.scaleAndRoll();
    String elsewhere = Json.write(plan).replace("rack-1", "rack-9");

    assertThat(Json.read(elsewhere, Plan.class)).isNotEqualTo(plan);
    assertThat(Json.read(Json.write(Plans.node(1, "4.4.0")), NodeSpec.class).rack())
        .isEqualTo("rack-1");
  }
}
