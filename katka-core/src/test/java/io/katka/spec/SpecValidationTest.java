package io.katka.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.katka.error.InvalidSpecException;
import io.katka.plan.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and that each refusal names the field, the value, what is allowed, a remedy. */
class SpecValidationTest {

  @Nested
  class AClusterName {
    @ParameterizedTest
    @ValueSource(strings = {"a", "kafka", "orders-2", "a123456789-123456789-123456789-123456789"})
    void is_a_dns_label(String name) {
      assertThatCode(() -> new ClusterRef("local", "/srv", name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "Kafka",
          "1kafka",
          "-kafka",
          "kafka-",
          "ka_fka",
          "ka.fka",
          "../kafka",
          "kafka\n",
          "a123456789-123456789-123456789-1234567890"
        })
    void is_refused_when_it_is_none(String name) {
      refused(() -> new ClusterRef("local", "/srv", name), "name", "'" + name + "'")
          .hasMessageContaining("allowed: a DNS label: 1 to 40 of a-z, 0-9 and '-'")
          .hasMessageEndingWith("Choose another name.");
    }

    @Test
    void stands_with_its_place_in_the_reference() {
      assertThat(new ClusterRef("local", "/srv/katka", "orders"))
          .hasToString("local:/srv/katka/orders");
    }
  }

  @Nested
  class APool {
    private final NodePoolSpec pool = NodePoolSpec.of(NodePoolSpec.DEFAULT_NAME, 3);

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void of_no_or_too_many_brokers_is_refused(int count) {
      refused(() -> pool.replicas(count), "replicas", "" + count)
          .hasMessageContaining("allowed: 1 to 1000")
          .hasMessageEndingWith("To remove a cluster, call delete().");
    }

    @Test
    void other_than_the_default_one_is_named() {
      refused(() -> NodePoolSpec.of("fast", 0), "pool fast.replicas", "0");
    }

    @Test
    void has_racks_with_names() {
      refused(() -> pool.racks(List.of("a", " ")), "pool broker.racks", "[a,  ]");
    }

    @Test
    void with_a_name_that_is_no_dns_label_is_refused() {
      refused(() -> NodePoolSpec.of("Fast", 1), "pool", "'Fast'");
    }

    @Test
    void is_a_value_that_does_not_change() {
      assertThat(pool.replicas(5).replicas()).isEqualTo(5);
      assertThat(pool.config("a", 1).config()).containsExactly(Map.entry("a", "1"));
      assertThat(pool).isEqualTo(NodePoolSpec.of(NodePoolSpec.DEFAULT_NAME, 3));
      assertThatThrownBy(() -> pool.config().put("a", "b"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Nested
  class ACluster {
    private final ClusterSpec cluster = Plans.cluster(3, "4.4.0");

    @Test
    void without_a_pool_is_refused() {
      refused(() -> with(List.of()), "pools", "[]").hasMessageContaining("one or more");
    }

    @Test
    void with_two_pools_of_one_name_is_refused() {
      refused(
          () -> with(List.of(NodePoolSpec.of("a", 1), NodePoolSpec.of("a", 2))), "pools", "[a, a]");
    }

    @Test
    void is_refused_when_asked_for_a_pool_it_has_not() {
      refused(() -> cluster.pool("fast"), "pool", "fast").hasMessageContaining("[broker]");
    }

    @Test
    void counts_the_brokers_of_all_pools() {
      ClusterSpec more = cluster.pool("fast", pool -> pool.replicas(4));

      assertThat(more.brokerCount()).isEqualTo(7);
      assertThat(more.pool("fast").replicas()).isEqualTo(4);
      assertThat(cluster.brokerCount()).isEqualTo(3);
    }

    @Test
    void takes_and_drops_single_settings() {
      ClusterSpec changed = cluster.config("a", 1).withoutConfig("min.insync.replicas");

      assertThat(changed.config())
          .containsExactly(Map.entry("a", "1"), Map.entry("default.replication.factor", "3"));
    }

    private ClusterSpec with(List<NodePoolSpec> pools) {
      return new ClusterSpec(
          "orders",
          cluster.release(),
          pools,
          cluster.controllers(),
          Map.of(),
          UpgradePolicy.DEFAULT,
          BalancePolicy.DEFAULT,
          false);
    }
  }

  @Nested
  class AQuorum {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 4, 8, 10, 11})
    void of_no_even_or_too_large_a_number_is_refused(int count) {
      refused(() -> new ControllerSpec(Topology.DEDICATED, count), "controllers", "" + count)
          .hasMessageContaining("allowed: 1, 3, 5, 7 or 9")
          .hasMessageEndingWith("tolerates no more failures than one less.");
    }
  }

  @Nested
  class AnUpgradePolicy {
    private final UpgradePolicy.Builder builder = UpgradePolicy.DEFAULT.toBuilder();

    @Test
    void refuses_a_negative_soak() {
      refused(() -> builder.canary(Duration.ofSeconds(-1)).build(), "upgrade.canary", "-1000 ms")
          .hasMessageContaining("allowed: 0 or longer");
    }

    @Test
    void refuses_a_negative_delay_instead_of_taking_it_for_never() {
      refused(
              () -> builder.finalizeAfter(Duration.ofSeconds(-1)),
              "upgrade.finalizeAfter",
              "-1000 ms")
          .hasMessageEndingWith("To never finalize on its own, leave it out.");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void refuses_less_than_one_broker_at_a_time(int brokers) {
      refused(() -> builder.maxUnavailable(brokers).build(), "upgrade.maxUnavailable", "" + brokers)
          .hasMessageContaining("allowed: 1 or more.");
    }

    @Test
    void consents_to_nothing_by_itself() {
      assertThat(UpgradePolicy.DEFAULT.allowsUnavailable("orders")).isFalse();
      assertThat(UpgradePolicy.DEFAULT.allowsQuorumLoss()).isFalse();
      assertThat(UpgradePolicy.DEFAULT.finalizeDelay()).isEmpty();
    }

    @Test
    void consents_to_what_is_named() {
      UpgradePolicy policy = builder.allowUnavailable("orders").build();

      assertThat(policy.allowsUnavailable("orders")).isTrue();
      assertThat(policy.allowsUnavailable("audit")).isFalse();
      assertThat(policy.allowsQuorumLoss()).isFalse();
    }

    @Test
    void does_not_take_consent_to_all_topics_for_consent_to_quorum_loss() {
      UpgradePolicy policy = builder.allowUnavailable("*").build();

      assertThat(policy.allowsUnavailable("orders")).isTrue();
      assertThat(policy.allowsQuorumLoss()).isFalse();
      assertThat(policy.toBuilder().allowQuorumLoss().build().allowsQuorumLoss()).isTrue();
    }
  }

  @Nested
  class ABalancePolicy {
    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refuses_a_tolerance_that_is_no_fraction(double fraction) {
      refused(
              () -> BalancePolicy.DEFAULT.byteTolerance(fraction),
              "balance.byteTolerance",
              "" + fraction)
          .hasMessageContaining("allowed: 0 to 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1001, Double.NaN})
    void refuses_goal_weights_out_of_range(double weight) {
      refused(
          () -> GoalWeights.DEFAULT.topicSpread(weight), "balance.goals.topicSpread", "" + weight);
      refused(
          () -> GoalWeights.DEFAULT.leaderTraffic(weight),
          "balance.goals.leaderTraffic",
          "" + weight);
    }

    @Test
    void refuses_a_negative_throttle() {
      refused(() -> BalancePolicy.DEFAULT.throttle(-2), "balance", "throttle -2, budget 0");
    }
  }

  @Nested
  class Sizes {
    @Test
    void of_storage_below_zero_are_refused() {
      refused(() -> new StorageSpec(-1, "", true), "storage.size", "-1");
    }

    @Test
    void of_resources_below_zero_are_refused() {
      refused(() -> new ResourcesSpec(0, 0, -1), "resources", "heap 0, memory 0, cpu -1");
    }
  }

  @Nested
  class ANode {
    @Test
    void with_a_negative_id_is_refused() {
      refused(() -> Plans.node(-1, "4.4.0"), "node id", "-1");
    }

    @Test
    void has_another_fingerprint_only_for_what_needs_a_restart() {
      Revision revision = Plans.node(0, "4.4.0").revision();

      assertThat(with(revision, "num.io.threads", "16").fingerprint())
          .isEqualTo(revision.fingerprint());
      assertThat(with(revision, "a", "c").fingerprint()).isNotEqualTo(revision.fingerprint());
      assertThat(revision.release(Plans.node(0, "4.3.1").revision().release()).fingerprint())
          .isNotEqualTo(revision.fingerprint());
      assertThat(revision.fingerprint()).matches("[0-9a-f]{16}");
    }

    private Revision with(Revision revision, String key, String value) {
      var properties = new java.util.TreeMap<>(revision.properties());
      properties.put(key, value);
      return new Revision(
          revision.release(), properties, Set.copyOf(revision.dynamicKeys()), revision.resources());
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      ThrowingCallable call, String field, String value) {
    InvalidSpecException refusal = catchThrowableOfType(InvalidSpecException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo(field);
              assertThat(problem.value()).isEqualTo(value);
              assertThat(problem.allowed()).isNotBlank();
              assertThat(problem.remedy()).isNotBlank();
            });
    return assertThat(refusal).hasMessageStartingWith(field + " is " + value + ", allowed: ");
  }
}
