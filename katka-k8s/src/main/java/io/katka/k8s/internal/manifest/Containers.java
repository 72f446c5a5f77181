package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.katka.k8s.Monitoring;
import io.katka.k8s.Tls;
import io.katka.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;

/** The containers of a node's pod. */
final class Containers {
  /** The one that runs Kafka. */
  static final String KAFKA = "kafka";

  private static final String EXPORTER = "jmx-exporter";

  private static final String NAMES =
      " -Djava.security.properties=" + Paths.NODE + "/" + EnsembleFiles.SECURITY;

  private Containers() {}

  static List<Container> of(ClusterFacts facts, NodeSpec node) {
    var containers = new ArrayList<Container>();
    containers.add(kafka(facts, node));
    if (facts.options().monitoring() instanceof Monitoring.Sidecar sidecar) {
      containers.add(exporter(sidecar));
    }
    return containers;
  }

  private static Container kafka(ClusterFacts facts, NodeSpec node) {
    int probed = Listeners.main(node.kind()).port();
    return new ContainerBuilder()
        .withName(KAFKA)
        .withImage(Images.of(facts.options(), node))
        .withImagePullPolicy("IfNotPresent")
        .withCommand("/bin/bash", Paths.NODE + "/" + NodeFiles.START)
        .withEnv(environment(facts, node))
        .withPorts(ports(facts, node))
        .withResources(Resources.of(facts.options(), node))
        .withStartupProbe(Probes.startup())
        .withReadinessProbe(
            Ensemble.isMember(node) ? Probes.serving(probed) : Probes.readiness(probed))
        .withLivenessProbe(Probes.liveness(probed))
        .withSecurityContext(security())
        .withVolumeMounts(mounts(facts, node))
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .build();
  }

  private static List<EnvVar> environment(ClusterFacts facts, NodeSpec node) {
    boolean old = NodeFiles.usesLog4j1(node);
    var variables = new ArrayList<EnvVar>();
    variables.add(
        variable(
            "KAFKA_LOG4J_OPTS",
            (old ? "-Dlog4j.configuration=file:" : "-Dlog4j2.configurationFile=")
                + Paths.NODE
                + "/"
                + (old ? NodeFiles.LOG4J1 : NodeFiles.LOG4J2)));
    variables.add(variable("KAFKA_HEAP_OPTS", Resources.heap(facts.options(), node)));
    // Without this the start script asks for a file of the garbage collector's.
    variables.add(
        variable("EXTRA_ARGS", Ensemble.isMember(node) ? "-name zookeeper" : "-name kafkaServer"));
    variables.add(variable("LOG_DIR", Paths.TEMPORARY));
    String agent = "";
    if (facts.options().monitoring() instanceof Monitoring.Agent jmx) {
      agent = " -javaagent:" + jmx.jar() + "=" + jmx.port() + ":" + Metrics.path(jmx);
    }
    variables.add(
        variable(
            "KAFKA_OPTS",
            "-XX:+ExitOnOutOfMemoryError" + (Ensemble.isBehind(node) ? NAMES : "") + agent));
    // Left out, it would open a port for local tools, on all addresses.
    variables.add(
        variable(
            "KAFKA_JMX_OPTS",
            facts.options().monitoring() instanceof Monitoring.Sidecar
                ? jmxOnLoopback()
                : "-Djava.awt.headless=true"));
    return variables;
  }

  private static String jmxOnLoopback() {
    String prefix = " -Dcom.sun.management.jmxremote";
    return (prefix
            + prefix
            + ".host=127.0.0.1"
            + prefix
            + ".port="
            + Metrics.JMX_PORT
            + prefix
            + ".rmi.port="
            + Metrics.JMX_PORT
            + prefix
            + ".authenticate=false"
            + prefix
            + ".ssl=false -Djava.rmi.server.hostname=127.0.0.1")
        .strip();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVar(name, value, null);
  }

  private static List<ContainerPort> ports(ClusterFacts facts, NodeSpec node) {
    var ports = new ArrayList<ContainerPort>();
    Listeners.of(facts, node.kind()).stream()
        .filter(listener -> !listener.onLoopback())
        .forEach(listener -> ports.add(port(listener.portName(), listener.port())));
    if (facts.options().monitoring() instanceof Monitoring.Agent agent) {
      ports.add(port(Metrics.PORT_NAME, agent.port()));
    }
    return ports;
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  private static List<VolumeMount> mounts(ClusterFacts facts, NodeSpec node) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(
        new VolumeMountBuilder()
            .withName("data")
            .withMountPath(Ensemble.isMember(node) ? Paths.ENSEMBLE_DATA : Paths.DATA)
            .build());
    mounts.add(new VolumeMountBuilder().withName("tmp").withMountPath(Paths.TEMPORARY).build());
    mounts.add(readOnly("node", Paths.NODE));
    mounts.add(readOnly("permit", Paths.PERMIT));
    if (!Ensemble.isMember(node)) {
      mounts.add(readOnly("credentials", Paths.CREDENTIALS));
    }
    if (Ensemble.isBehind(node)) {
      mounts.add(new VolumeMountBuilder().withName("run").withMountPath(Paths.RUN).build());
    }
    if (node.kind().isBroker() && !(facts.options().tls() instanceof Tls.None)) {
      mounts.add(readOnly("certificate", Paths.CERTIFICATE));
    }
    if (facts.options().monitoring() instanceof Monitoring.Agent) {
      mounts.add(readOnly("metrics", Paths.METRICS));
    }
    return mounts;
  }

  private static VolumeMount readOnly(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build();
  }

  private static SecurityContext security() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static Container exporter(Monitoring.Sidecar sidecar) {
    String port = Integer.toString(sidecar.port());
    String config = Metrics.path(sidecar);
    var container =
        new ContainerBuilder()
            .withName(EXPORTER)
            .withImage(sidecar.image())
            .withImagePullPolicy("IfNotPresent")
            .withPorts(port(Metrics.PORT_NAME, sidecar.port()))
            .withSecurityContext(security())
            .withVolumeMounts(
                readOnly("metrics", Paths.METRICS),
                new VolumeMountBuilder()
                    .withName("tmp")
                    .withMountPath(Paths.TEMPORARY)
                    .withSubPath(EXPORTER)
                    .build());
    if (sidecar.command().isEmpty()) {
      container.withArgs(port, config);
    } else {
      container.withCommand(
          sidecar.command().stream()
              .map(word -> word.replace("{port}", port).replace("{config}", config))
              .toList());
    }
    return container.build();
  }
}
