package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRuleBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rights are missing. */
class RightsTest {
  private static final ResourceRule EVERYTHING =
      new ResourceRuleBuilder().withApiGroups("*").withResources("*").withVerbs("*").build();

  @Test
  void noneForAnAdministrator() {
    assertThat(Rights.missing("test", List.of(EVERYTHING))).isEmpty();
  }

  @Test
  void areNamedWithWhatGivesThem() {
    ResourceRule pods =
        new ResourceRuleBuilder()
            .withApiGroups("")
            .withResources("pods", "configmaps")
            .withVerbs("get", "list", "watch", "create")
            .build();

    assertThat(Rights.missing("test", List.of(pods)))
        .anySatisfy(
            problem ->
                assertThat(problem.toString())
                    .contains("without delete on pods")
                    .contains("Rbac.minimal(\"test\")"))
        .anySatisfy(problem -> assertThat(problem.toString()).contains("pods/eviction"));
  }

  @Test
  void ofAnAccountThatOnlyLooksAreThoseToLook() {
    ResourceRule looking =
        new ResourceRuleBuilder(EVERYTHING).withVerbs("get", "list", "watch").build();
    ResourceRule tunnels =
        new ResourceRuleBuilder()
            .withApiGroups("")
            .withResources("pods/portforward")
            .withVerbs("create")
            .build();

    assertThat(Rights.missing("test", List.of(looking, tunnels))).isEmpty();
    assertThat(Rights.missing("test", List.of(tunnels)))
        .anySatisfy(problem -> assertThat(problem.toString()).contains("get, list, watch on pods"));
  }
}
