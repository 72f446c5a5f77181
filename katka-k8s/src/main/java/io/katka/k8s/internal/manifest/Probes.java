package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/**
 * A broker opens its ports only once its logs are recovered, which may take hours after a crash. So
 * nothing that can kill it waits for a port: started means that the volume is formatted and the JVM
 * was begun, alive means that a port which was open is open still.
 */
final class Probes {
  private Probes() {}

  static Probe startup() {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand("test", "-e", Paths.TEMPORARY + "/katka.started")
        .endExec()
        .withPeriodSeconds(2)
        .withTimeoutSeconds(5)
        .withFailureThreshold(300)
        .build();
  }

  static Probe readiness(int port) {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withPort(new IntOrString(port))
        .endTcpSocket()
        .withPeriodSeconds(1)
        .withTimeoutSeconds(2)
        .withFailureThreshold(5)
        .build();
  }

  /** A member is ready when it serves, so that no drain takes the next one before. */
  static Probe serving(int port) {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand("/bin/bash", Paths.NODE + "/" + NodeFiles.SERVING, Integer.toString(port))
        .endExec()
        .withPeriodSeconds(3)
        .withTimeoutSeconds(5)
        .withFailureThreshold(3)
        .build();
  }

  static Probe liveness(int port) {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand("/bin/bash", Paths.NODE + "/" + NodeFiles.ALIVE, Integer.toString(port))
        .endExec()
        .withPeriodSeconds(10)
        .withTimeoutSeconds(5)
        .withFailureThreshold(6)
        .build();
  }
}
