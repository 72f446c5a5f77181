package io.katka.k8s;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.katka.error.InvalidSpecException;
import io.katka.error.Problem;
import io.katka.internal.SystemTime;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.internal.runtime.KubeCluster;
import io.katka.k8s.internal.runtime.LeaseExpiry;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.Topology;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.spi.RunStore;
import io.katka.spi.Time;
import io.katka.state.PlatformState;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Kafka nodes as pods of a Kubernetes cluster, in one namespace.
 *
 * <p>Each node is a StatefulSet of one replica, whose pod changes only when Katka evicts it. What
 * belongs to a cluster is kept in the namespace beside its nodes: what it shall be and the notes of
 * unfinished runs in the ConfigMap {@code <cluster>-katka}, its lock in the Lease of that name. So
 * Katka may run anywhere the API server is reachable, and go on anywhere else.
 *
 * <p>Nodes are reached through the API server, by tunnels from this machine's loopback address to
 * the pods' own.
 */
public final class KubernetesPlatform implements Platform {
  /** This platform's name. */
  public static final String NAME = "kubernetes";

  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final boolean ownsClient;
  private final String context;
  private final String namespace;
  private final Options options;
  private final Time time;
  private final Api api;
  private final LeaseExpiry expiry;
  private final Map<ClusterRef, KubeCluster> clusters = new ConcurrentHashMap<>();

  private KubernetesPlatform(Builder builder) {
    KubernetesClient given = builder.client;
    ownsClient = given == null;
    client = given == null ? builder.connect() : given;
    Config config = client.getConfiguration();
    context = config.getCurrentContext() == null ? "" : config.getCurrentContext().getName();
    namespace =
        Objects.requireNonNullElse(
            builder.namespace.isEmpty() ? config.getNamespace() : builder.namespace, "default");
    options = builder.options;
    time = builder.time;
    api = new Api(client, time);
    expiry = new LeaseExpiry(time);
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ClusterRef ref(String clusterName) {
    return new ClusterRef(NAME, namespace, clusterName);
  }

  @Override
  public String location(ClusterRef ref) {
    String server = client.getMasterUrl().toString().replaceAll("/+$", "");
    return "%s%s, namespace %s"
        .formatted(context.isEmpty() ? "" : "context " + context + ", ", server, ref.namespace());
  }

  @Override
  public Topology defaultTopology() {
    return Topology.DEDICATED;
  }

  @Override
  public Duration pollInterval() {
    return POLL_INTERVAL;
  }

  @Override
  public PlatformState observe(ClusterRef ref) {
    return cluster(ref).observe();
  }

  @Override
  public List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> nodes) {
    return cluster(ref).check(target, nodes);
  }

  @Override
  public List<String> notes(ClusterSpec target) {
    return cluster(ref(target.name())).notes(target);
  }

  @Override
  public Connection connection(ClusterRef ref, Purpose purpose) {
    return purpose == Purpose.ADMIN ? cluster(ref).admin() : cluster(ref).client();
  }

  @Override
  public String controllerEndpoint(ClusterRef ref, int node) {
    return cluster(ref).controllerEndpoint(node);
  }

  @Override
  public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
    return cluster(ref).lock(owner, lease);
  }

  @Override
  public RunStore store(ClusterRef ref) {
    return cluster(ref).store();
  }

  @Override
  public void prepare(ClusterLock lock, ClusterRef ref, Foundation foundation) {
    cluster(ref).prepare(lock, foundation);
  }

  @Override
  public void putBack(ClusterLock lock, ClusterRef ref, String object) {
    cluster(ref).putBack(lock, object);
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    start(lock, ref, List.of(node));
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, List<NodeSpec> nodes) {
    cluster(ref).start(lock, nodes);
  }

  @Override
  public void restart(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    cluster(ref).restart(lock, node);
  }

  @Override
  public void stop(ClusterLock lock, ClusterRef ref, int node) {
    cluster(ref).stop(lock, node);
  }

  @Override
  public void kill(ClusterLock lock, ClusterRef ref, int node) {
    cluster(ref).kill(lock, node);
  }

  @Override
  public void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    cluster(ref).replaceVolume(lock, node);
  }

  @Override
  public void remove(ClusterLock lock, ClusterRef ref, int node, boolean keepVolumes) {
    cluster(ref).remove(lock, node, keepVolumes);
  }

  @Override
  public void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes) {
    cluster(ref).delete(lock, keepVolumes);
  }

  @Override
  public List<String> logTail(ClusterRef ref, int node, int lines) {
    return cluster(ref).logTail(node, lines);
  }

  /** Ends watches and tunnels; what runs on Kubernetes goes on. */
  @Override
  public void close() {
    clusters.values().forEach(KubeCluster::close);
    clusters.clear();
    if (ownsClient) {
      client.close();
    }
  }

  private KubeCluster cluster(ClusterRef ref) {
    if (!ref.platform().equals(NAME)) {
      throw new IllegalArgumentException(ref + " is not on Kubernetes");
    }
    return clusters.computeIfAbsent(ref, key -> new KubeCluster(key, api, time, options, expiry));
  }

  /** Collects the settings of a Kubernetes platform; for one thread. */
  public static final class Builder {
    private @Nullable KubernetesClient client;
    private @Nullable Path kubeconfig;
    private String context = "";
    private String namespace = "";
    private Options options = Options.DEFAULT;
    private Time time = SystemTime.INSTANCE;

    private Builder() {}

    /**
     * Talks through this client, which stays the caller's to close; by default through one of its
     * own, as the kubeconfig or the pod's service account says.
     */
    public Builder client(KubernetesClient wanted) {
      client = Objects.requireNonNull(wanted, "client");
      return this;
    }

    /** The kubeconfig to read; by default what {@code KUBECONFIG} names, else that at home. */
    public Builder kubeconfig(Path file) {
      kubeconfig = Objects.requireNonNull(file, "kubeconfig");
      return this;
    }

    /** The context in the kubeconfig; the current one by default. */
    public Builder context(String name) {
      context = Objects.requireNonNull(name, "context");
      return this;
    }

    /** The namespace, which must be there; the context's by default. */
    public Builder namespace(String name) {
      namespace = Objects.requireNonNull(name, "namespace");
      return this;
    }

    /** How clusters become Kubernetes objects. */
    public Builder options(UnaryOperator<Options.Builder> change) {
      options = change.apply(Options.builder()).build();
      return this;
    }

    /** The clock to go by; the machine's by default. */
    public Builder time(Time wanted) {
      time = Objects.requireNonNull(wanted, "time");
      return this;
    }

    /** The platform. Nothing is contacted yet. */
    public KubernetesPlatform build() {
      return new KubernetesPlatform(this);
    }

    private KubernetesClient connect() {
      Config config =
          kubeconfig == null
              ? Config.autoConfigure(context.isEmpty() ? null : context)
              : fromFile(kubeconfig.toFile());
      return new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(config)
                  // What fails is tried again by Katka, which knows how long that makes sense.
                  .withRequestRetryBackoffLimit(0)
                  .withRequestTimeout(10_000)
                  .withConnectionTimeout(5_000)
                  .build())
          .build();
    }

    private Config fromFile(File file) {
      if (!file.isFile()) {
        throw new InvalidSpecException(
            "kubeconfig", file, "a file that is there", "Name the right one.");
      }
      Config config = Config.fromKubeconfig(file);
      if (!context.isEmpty()) {
        config = Config.fromKubeconfig(context, file);
      }
      return config;
    }
  }
}
