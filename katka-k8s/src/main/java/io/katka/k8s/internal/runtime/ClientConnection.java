package io.katka.k8s.internal.runtime;

import io.katka.k8s.Exposure;
import io.katka.k8s.Options;
import io.katka.k8s.Tls;
import io.katka.k8s.internal.manifest.HostAndPort;
import io.katka.k8s.internal.manifest.Listener;
import io.katka.k8s.internal.manifest.Names;
import io.katka.k8s.internal.manifest.OutsideAddresses;
import io.katka.spec.ClusterRef;
import io.katka.spec.NodeSpec;
import io.katka.spi.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the cluster's clients reach it: from outside the Kubernetes cluster where that is possible,
 * else by the Service that leads there from inside.
 */
record ClientConnection(
    ClusterRef ref,
    ClusterView view,
    Options options,
    OutsideLook outside,
    CertificateLook certificate)
    implements Connection {

  @Override
  public List<String> brokers() {
    if (options.exposure() instanceof Exposure.None) {
      String inside = Names.service(ref, Names.bootstrap(ref));
      return view.nodes().isEmpty() ? List.of() : List.of(inside + ":" + Listener.INSIDE.port());
    }
    List<NodeSpec> brokers =
        view.nodes().stream().map(NodeView::spec).filter(node -> node.kind().isBroker()).toList();
    // One that has none yet is found by way of the others.
    Map<Integer, HostAndPort> observed = outside.found(brokers);
    return brokers.stream()
        .flatMap(
            node ->
                OutsideAddresses.planned(options.exposure(), node.id())
                    .or(() -> Optional.ofNullable(observed.get(node.id())))
                    .stream())
        .map(HostAndPort::toString)
        .toList();
  }

  @Override
  public List<String> controllers() {
    return List.of();
  }

  @Override
  public Map<String, Object> clientProperties() {
    boolean outsideOnly = !options.tls().inside();
    boolean reachedInside = options.exposure() instanceof Exposure.None;
    return certificate.trust(
        !(options.tls() instanceof Tls.None) && !(outsideOnly && reachedInside));
  }
}
