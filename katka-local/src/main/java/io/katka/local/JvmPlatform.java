package io.katka.local;

import io.katka.error.Blocker;
import io.katka.error.KatkaException;
import io.katka.error.PreconditionException;
import io.katka.error.Problem;
import io.katka.internal.SystemTime;
import io.katka.release.KafkaRelease;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.Foundation;
import io.katka.spec.NodeSpec;
import io.katka.spec.Topology;
import io.katka.spi.ClusterLock;
import io.katka.spi.Connection;
import io.katka.spi.KafkaGatewayProvider;
import io.katka.spi.Platform;
import io.katka.spi.Purpose;
import io.katka.spi.RunStore;
import io.katka.spi.Time;
import io.katka.state.PlatformState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka nodes within this JVM, for the quickest tests: no process to start, and classes that stay
 * loaded from one cluster to the next. Each release has a class loader of its own, so that nothing
 * of it meets the program's classes. Clusters last as long as this object.
 *
 * <p>Nodes share this JVM's heap. None can be paused, and one that is killed still closes its
 * files.
 */
public final class JvmPlatform implements Platform {
  /** This platform's name. */
  public static final String NAME = "jvm";

  private static final Logger LOG = LoggerFactory.getLogger(JvmPlatform.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(2);
  private static final int LEVEL_OF_4_3 = 30;
  private static final Duration TO_END = Duration.ofSeconds(60);

  private final Path base;
  private final Path cache;
  private final Set<KafkaClasses> used = ConcurrentHashMap.newKeySet();
  private final Ports ports;
  private final ReleaseJars jars;
  private final Time time = SystemTime.INSTANCE;
  private final ExecutorService threads;
  private final Map<String, JvmCluster> clusters = new ConcurrentHashMap<>();
  private final Map<String, JvmLock> locks = new ConcurrentHashMap<>();

  /**
   * A platform that keeps its nodes' volumes below that directory.
   *
   * @param directory created if it is not there
   */
  public JvmPlatform(Path directory) {
    base = directory.toAbsolutePath().normalize();
    cache = LocalPlatform.defaultCache();
    ports = new Ports(this::books, Ports::isFree, new PortClaims(cache));
    jars =
        new InstalledReleases(
            Map.of(),
            Optional.ofNullable(System.getenv("KAFKA_HOME")).map(Path::of),
            new MavenJars(cache));
    threads =
        Executors.newCachedThreadPool(
            task -> {
              var thread = new Thread(task, "katka-jvm-node");
              thread.setDaemon(true);
              return thread;
            });
  }

  private List<JvmCluster> books() {
    return List.copyOf(clusters.values());
  }

  /**
   * Has the classes of a release loaded in the background, for a cluster that is to be started
   * soon: by the time its first node is, much of that node's start is done. What fails here is told
   * by that node.
   */
  public void loadAhead(KafkaRelease release) {
    if (release.metadata() == MetadataMode.KRAFT) {
      CompletableFuture.runAsync(() -> ahead(classes(release)), threads)
          .exceptionally(
              failure -> {
                LOG.debug("The classes of {} are not loaded ahead", release, failure);
                return null;
              });
    }
  }

  /**
   * A gateway to clusters of a release that goes by the release's own clients, so that the program
   * need not load its own before it wants them; empty where these lack what a gateway of Katka's
   * asks of them.
   *
   * @param type the program's provider of gateways, with a public constructor without parameters
   */
  public Optional<KafkaGatewayProvider> gateway(
      KafkaRelease release, Class<? extends KafkaGatewayProvider> type) {
    boolean knowsAll =
        release.metadata() == MetadataMode.KRAFT && release.metadataLevel() >= LEVEL_OF_4_3;
    return knowsAll
        ? Optional.of(
            (connection, clock) ->
                LateGateway.of(
                    () -> classes(release).gateway(type).open(least(connection), clock), threads))
        : Optional.empty();
  }

  private static Connection least(Connection connection) {
    return connection instanceof JvmCluster cluster ? cluster.least() : connection;
  }

  private void ahead(KafkaClasses classes) {
    threads.execute(classes::defineKnown);
    classes.loadAhead();
  }

  private KafkaClasses classes(KafkaRelease release) {
    try {
      OwnerOnly.directories(base);
    } catch (IOException e) {
      throw new KatkaException("Cannot create " + base + ": " + e, e);
    }
    KafkaClasses classes = KafkaClasses.of(jars.of(release), cache, base);
    used.add(classes);
    return classes;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ClusterRef ref(String clusterName) {
    return new ClusterRef(NAME, base.toString(), clusterName);
  }

  @Override
  public String location(ClusterRef ref) {
    return "within this JVM, files in " + base.resolve(ref.name());
  }

  @Override
  public Topology defaultTopology() {
    return Topology.COMBINED;
  }

  @Override
  public Duration pollInterval() {
    return POLL_INTERVAL;
  }

  @Override
  public PlatformState observe(ClusterRef ref) {
    return cluster(ref).observe(ref);
  }

  @Override
  public List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> nodes) {
    var problems = new ArrayList<Problem>();
    nodes.stream()
        .map(node -> node.revision().release())
        .distinct()
        .forEach(release -> check(release, problems));
    return problems;
  }

  private void check(KafkaRelease release, List<Problem> problems) {
    if (release.metadata() == MetadataMode.ZOOKEEPER) {
      problems.add(
          new Problem(
              "version",
              release.describe(),
              "a release without ZooKeeper",
              "Run the ZooKeeper era in processes of their own: katka.fixture=process."));
      return;
    }
    Capacity.checkRelease(release, JavaHome.ofThisProgram(), jars, problems);
  }

  @Override
  public Connection connection(ClusterRef ref, Purpose purpose) {
    return cluster(ref);
  }

  @Override
  public String controllerEndpoint(ClusterRef ref, int node) {
    int port = cluster(ref).portsOf(node).controller();
    return port == 0 ? "" : Ports.HOST + ":" + port;
  }

  @Override
  public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
    return JvmLock.take(locks, ref.name(), owner, time.now());
  }

  @Override
  public RunStore store(ClusterRef ref) {
    return cluster(ref).store();
  }

  @Override
  public void prepare(ClusterLock lock, ClusterRef ref, Foundation foundation) {
    held(lock, ref).prepare(foundation);
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    held(lock, ref).start(node);
  }

  @Override
  public void restart(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    held(lock, ref).restart(node);
  }

  @Override
  public void stop(ClusterLock lock, ClusterRef ref, int node) {
    held(lock, ref).node(node).stop(false);
  }

  @Override
  public void kill(ClusterLock lock, ClusterRef ref, int node) {
    held(lock, ref).node(node).stop(true);
  }

  @Override
  public void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    throw new UnsupportedOperationException(
        "Volumes are not replaced within this JVM: use the local platform for that.");
  }

  @Override
  public void remove(ClusterLock lock, ClusterRef ref, int node, boolean keepVolumes) {
    JvmCluster cluster = held(lock, ref);
    if (!cluster.node(node).isDown()) {
      throw new PreconditionException(
          "Node %d runs: it must be stopped before it is removed.".formatted(node),
          List.of(new Blocker.NodeNotReady(node, "running", "stopped")));
    }
    cluster.remove(node);
  }

  @Override
  public void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes) {
    held(lock, ref).forget(false);
  }

  @Override
  public List<String> logTail(ClusterRef ref, int node, int lines) {
    return LogTail.of(List.of(ReleaseLog.file(base)), lines);
  }

  /**
   * Ends a cluster of which nothing is needed any more, whoever holds it: brokers first and all at
   * once, without handing over, then the quorum.
   *
   * @param keepFiles whether its files stay, to be looked into
   */
  public void discard(ClusterRef ref, boolean keepFiles) {
    JvmCluster cluster = cluster(ref);
    cluster.nodes().values().forEach(node -> node.stop(true));
    awaitDown(cluster);
    cluster.forget(keepFiles);
    clusters.remove(ref.name());
  }

  private void awaitDown(JvmCluster cluster) {
    long start = time.nanos();
    try {
      while (!cluster.nodes().values().stream().allMatch(JvmNode::isDown)) {
        if (time.nanos() - start > TO_END.toNanos()) {
          throw new KatkaException(
              "Nodes of %s did not end within %d s: %s"
                  .formatted(cluster.files().name(), TO_END.toSeconds(), up(cluster)));
        }
        time.sleep(POLL_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> up(JvmCluster cluster) {
    return cluster.nodes().values().stream()
        .filter(node -> !node.isDown())
        .map(JvmNode::id)
        .toList();
  }

  /** Ends all clusters; their files stay. */
  @Override
  public void close() {
    List.copyOf(clusters.keySet()).forEach(name -> discard(ref(name), true));
    threads.shutdown();
    try {
      // Of what was loaded ahead nothing is written after this.
      if (!threads.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A thread of the nodes within this JVM goes on after {}", TO_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    used.forEach(KafkaClasses::keep);
  }

  private JvmCluster held(ClusterLock lock, ClusterRef ref) {
    lock.renew();
    return cluster(ref);
  }

  private JvmCluster cluster(ClusterRef ref) {
    return clusters.computeIfAbsent(
        ref.name(),
        name ->
            new JvmCluster(
                new ClusterFiles(base.resolve(name)),
                ports,
                threads,
                spec -> classes(spec.revision().release())));
  }
}
