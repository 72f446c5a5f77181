package io.katka.k8s.internal.api;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What the API server's answers mean to Katka. */
final class Faults {
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;

  private Faults() {}

  /** Whether the same call may well be answered a little later. */
  static boolean isTransient(Throwable fault) {
    return fault instanceof KubernetesClientException e
        && (isUnanswered(e) || e.getCode() == TOO_MANY_REQUESTS || e.getCode() >= 500)
        && !isInterrupted(e);
  }

  private static boolean isUnanswered(KubernetesClientException e) {
    boolean unanswered = false;
    for (Throwable t = e; t != null; t = t.getCause()) {
      unanswered |= t instanceof IOException || t instanceof TimeoutException;
    }
    return unanswered && e.getCode() <= 0;
  }

  static boolean isInterrupted(Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  /**
   * The fault in Katka's terms.
   *
   * @param what what was attempted, as in "Could not ..."
   */
  static KatkaException told(String what, KubernetesClientException e) {
    if (isInterrupted(e)) {
      Thread.currentThread().interrupt();
      return new KatkaException("Interrupted while trying to " + what + ".", e);
    }
    if (isTransient(e)) {
      return new UnreachableException(
          "Could not %s: %s.".formatted(what, reason(e)), retryAfter(e), e);
    }
    if (isOvertaken(e)) {
      return new UnreachableException(
          "Could not %s: it has changed since it was looked at (%s).".formatted(what, reason(e)),
          e);
    }
    return new KatkaException("Could not %s: %s".formatted(what, explained(e)), e);
  }

  /**
   * Whether what was written was made from a version that is not the latest. That somebody else
   * wrote is one cause, an own write of which the answer was lost is another: only a new look
   * tells.
   */
  static boolean isOvertaken(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT
        && e.getStatus() != null
        && "Conflict".equals(e.getStatus().getReason())
        && causes(e).isEmpty();
  }

  private static String explained(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the API server does not accept these credentials (%s). Renew them, or choose another context."
              .formatted(reason(e));
      case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(e);
      case HttpURLConnection.HTTP_CONFLICT -> conflict(e);
      case UNPROCESSABLE -> invalid(e);
      default -> reason(e) + ".";
    };
  }

  private static String invalid(KubernetesClientException e) {
    String refusal = "the API server refuses it as invalid: " + reason(e) + ".";
    return refusal.endsWith("port is already allocated.")
        ? refusal
            + " Leave out firstPort, or take one of the lower ports of the API server's range (30000 to 30085 of the usual one), which it gives to no Service by itself."
        : refusal;
  }

  private static String forbidden(KubernetesClientException e) {
    return "the API server forbids it (%s). The Role that Katka needs is rendered by Rbac.minimal(namespace)."
        .formatted(reason(e));
  }

  private static String conflict(KubernetesClientException e) {
    String fields =
        causes(e).stream()
            .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
            .map(cause -> cause.getField() + " (" + cause.getMessage() + ")")
            .collect(Collectors.joining(", "));
    return fields.isEmpty()
        ? reason(e) + "."
        : "somebody else has changed what Katka manages: %s. Plan again: the plan shows it, and apply() puts it back."
            .formatted(fields);
  }

  static List<StatusCause> causes(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getCauses)
        .orElse(List.of());
  }

  private static String reason(KubernetesClientException e) {
    String told =
        Optional.ofNullable(e.getStatus()).map(Status::getMessage).orElseGet(() -> cause(e));
    String text = told.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String cause(KubernetesClientException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }

  private static Duration retryAfter(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getRetryAfterSeconds)
        .map(Duration::ofSeconds)
        .orElse(Duration.ZERO);
  }
}
