package io.katka.k8s.internal.manifest;

/** The annotations that are rendered. */
public final class Annotations {
  /** On a pod: the fingerprint of the revision that it runs. */
  public static final String FINGERPRINT = "katka.io/fingerprint";

  private Annotations() {}
}
