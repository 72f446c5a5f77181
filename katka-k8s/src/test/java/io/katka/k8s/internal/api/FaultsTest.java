package io.katka.k8s.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server's answers mean. */
class FaultsTest {
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void someMayPassSoon(int code) {
    KubernetesClientException fault = fault(code, "later");

    assertThat(Faults.isTransient(fault)).isTrue();
    assertThat(Faults.told("list the pods", fault))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("Could not list the pods: later.");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422})
  void othersDoNot(int code) {
    assertThat(Faults.isTransient(fault(code, "no"))).isFalse();
    assertThat(Faults.told("do it", fault(code, "no"))).isNotInstanceOf(UnreachableException.class);
  }

  @Test
  void nobodyThereIsTransient() {
    var fault = new KubernetesClientException("failed", new IOException("connection refused"));

    assertThat(Faults.told("list the pods", fault))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("connection refused");
  }

  @Test
  void theServersWishForPatienceIsPassedOn() {
    Status status =
        new StatusBuilder()
            .withCode(429)
            .withMessage("slow down")
            .withNewDetails()
            .withRetryAfterSeconds(3)
            .endDetails()
            .build();

    KatkaException told = Faults.told("x", new KubernetesClientException(status));

    assertThat(((UnreachableException) told).retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aMissingRightIsToldWithWhatGivesIt() {
    assertThat(Faults.told("list the pods", fault(403, "User x cannot list pods")))
        .hasMessageContaining("User x cannot list pods")
        .hasMessageContaining("Rbac.minimal");
  }

  @Test
  void aConflictNamesTheOtherManager() {
    Status status =
        new StatusBuilder()
            .withCode(409)
            .withReason("Conflict")
            .withMessage("Apply failed with 1 conflict")
            .withNewDetails()
            .addNewCause()
            .withReason("FieldManagerConflict")
            .withField(".spec.replicas")
            .withMessage("conflict with \"kubectl-edit\" using apps/v1")
            .endCause()
            .endDetails()
            .build();

    assertThat(Faults.told("apply StatefulSet a", new KubernetesClientException(status)))
        .isNotInstanceOf(UnreachableException.class)
        .hasMessageContaining(".spec.replicas")
        .hasMessageContaining("kubectl-edit")
        .hasMessageContaining("apply() puts it back");
  }

  @Test
  void aPortThatIsTakenIsToldWithOnesThatAreNot() {
    KubernetesClientException refusal =
        fault(
            422,
            "spec.ports[0].nodePort: Invalid value: 30143: provided port is already allocated");

    assertThat(Faults.told("apply Service a", refusal))
        .isNotInstanceOf(UnreachableException.class)
        .hasMessageContaining("30143")
        .hasMessageContaining("Leave out firstPort");
    assertThat(Faults.told("apply Service a", fault(422, "spec.type: Unsupported value")))
        .hasMessage(
            "Could not apply Service a: the API server refuses it as invalid: spec.type: Unsupported value.");
  }

  @Test
  void aWriteThatWasOvertakenIsLookedAtAgain() {
    Status status =
        new StatusBuilder()
            .withCode(409)
            .withReason("Conflict")
            .withMessage("the object has been modified")
            .build();

    assertThat(Faults.told("apply StatefulSet a", new KubernetesClientException(status)))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("has changed since it was looked at");
  }

  private static KubernetesClientException fault(int code, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
