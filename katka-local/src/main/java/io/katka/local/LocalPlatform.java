package io.katka.local;

import io.katka.error.Problem;
import io.katka.internal.SystemTime;
import io.katka.local.LocalLock.LockFile;
import io.katka.release.Distribution;
import io.katka.release.KafkaRelease;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Kafka nodes as child JVMs on this machine, reachable on its loopback address only.
 *
 * <p>Everything about a cluster is kept in {@code <directory>/<cluster>}, readable by its owner
 * only: what it shall be, each node's properties, logs and data, and the ports each node was given
 * for life. Several programs may use one directory; a cluster is changed by one at a time.
 *
 * <p>Nodes outlive a program that is killed, and the next one finds them again. When the program
 * ends in order, by its own end, Ctrl-C or TERM, or when this object is closed, the nodes of the
 * clusters that it acted on are stopped in order, unless the cluster is {@link
 * ClusterSpec#detached()}, or another program holds it by then or has taken it over.
 */
public final class LocalPlatform implements Platform {
  /** This platform's name. */
  public static final String NAME = "local";

  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final Duration IMPATIENT_POLL_INTERVAL = Duration.ofMillis(50);

  private final Path base;
  private final Time time;
  private final Guard guard;
  private final Fence fence;
  private final boolean disposable;
  private final NodeProcesses processes;
  private final NodeWork work;
  private final LocalActs acts;
  private final Observation observation;
  private final Capacity capacity;
  private final ActedOn actedOn;
  private final Disposal disposal;
  private final Set<String> kafkaHomes;

  private LocalPlatform(Builder builder) {
    base = builder.directory.toAbsolutePath().normalize();
    time = builder.time;
    kafkaHomes = Set.copyOf(builder.kafkaHomes.keySet());
    guard = new Guard(base.resolve(".katka"), time);
    fence = new Fence(guard);
    var java = new JavaHome(builder.java);
    disposable = builder.disposable;
    processes = new NodeProcesses(disposable);
    var ports = new Ports(base, Ports::isFree, new PortClaims(builder.cache));
    var jars =
        new InstalledReleases(
            builder.kafkaHomes,
            Optional.ofNullable(System.getenv("KAFKA_HOME")).map(Path::of),
            new MavenJars(builder.cache));
    var archive = new ClassArchive(builder.cache, java);
    NodeSize size = disposable ? NodeSize.SMALL : NodeSize.USUAL;
    var launch =
        new NodeLaunch(java, jars, new LauncherJar(builder.cache), archive, ports, processes, size);
    // One small node more than there are processors: each waits for the others at times.
    int atOnce = Runtime.getRuntime().availableProcessors() + (disposable ? 1 : 0);
    work = new NodeWork(guard, processes, launch, time, atOnce);
    acts = new LocalActs(fence, ports, jars, processes, work, time);
    observation = new Observation(processes, work, time);
    capacity = new Capacity(base, java, jars, ports, processes);
    disposal = new Disposal(guard, ports, processes, acts, archive, time);
    var orderly = new OrderlyExit(guard, processes, acts, this::lockFile, time);
    actedOn =
        new ActedOn(
            work, disposable ? clusters -> disposal.endAll(clusters.keySet()) : orderly::stop);
  }

  static Path defaultCache() {
    return Path.of(System.getProperty("user.home"), ".cache", "katka");
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
    return new ClusterRef(NAME, base.toString(), clusterName);
  }

  @Override
  public String location(ClusterRef ref) {
    return "processes on this machine, kept in " + files(ref).directory();
  }

  @Override
  public Topology defaultTopology() {
    return Topology.COMBINED;
  }

  @Override
  public Duration pollInterval() {
    return disposable ? IMPATIENT_POLL_INTERVAL : POLL_INTERVAL;
  }

  @Override
  public PlatformState observe(ClusterRef ref) {
    return observation.of(ref, files(ref));
  }

  @Override
  public List<Problem> check(ClusterRef ref, ClusterSpec target, List<NodeSpec> nodes) {
    return capacity.check(files(ref), nodes);
  }

  @Override
  public List<String> notes(ClusterSpec target) {
    KafkaRelease release = target.release();
    boolean replaced =
        release.distribution() != Distribution.APACHE
            && ApacheBase.canStandIn(release)
            && !kafkaHomes.contains(release.version());
    return replaced
        ? List.of(
            "on this machine %s runs in place of Confluent Platform %s, whose jars are not in Maven's central repository"
                .formatted(ApacheBase.of(release).describe(), release.version()))
        : List.of();
  }

  @Override
  public Connection connection(ClusterRef ref, Purpose purpose) {
    return new LocalConnection(files(ref), processes);
  }

  @Override
  public String controllerEndpoint(ClusterRef ref, int node) {
    int port = files(ref).ports().getOrDefault(node, NodePorts.NONE).controller();
    return port == 0 ? "" : Ports.HOST + ":" + port;
  }

  @Override
  public ClusterLock lock(ClusterRef ref, String owner, Duration lease) {
    ClusterFiles cluster = files(ref);
    LocalLock lock = LocalLock.take(cluster, lockFile(cluster), guard, time, owner, lease);
    acts.finishStops(lock, cluster);
    return lock;
  }

  @Override
  public RunStore store(ClusterRef ref) {
    return new LocalStore(files(ref), fence);
  }

  @Override
  public void prepare(ClusterLock lock, ClusterRef ref, Foundation foundation) {
    acts.prepare(lock, actedOn(lock, ref), foundation);
  }

  @Override
  public void start(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    acts.start(lock, actedOn(lock, ref), node);
  }

  @Override
  public void restart(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    acts.restart(lock, actedOn(lock, ref), node);
  }

  @Override
  public void stop(ClusterLock lock, ClusterRef ref, int node) {
    acts.stop(lock, actedOn(lock, ref), node);
  }

  @Override
  public void kill(ClusterLock lock, ClusterRef ref, int node) {
    acts.kill(lock, actedOn(lock, ref), node);
  }

  @Override
  public void replaceVolume(ClusterLock lock, ClusterRef ref, NodeSpec node) {
    acts.replaceVolume(lock, actedOn(lock, ref), node);
  }

  @Override
  public void remove(ClusterLock lock, ClusterRef ref, int node, boolean keepVolumes) {
    acts.remove(lock, actedOn(lock, ref), node, keepVolumes);
  }

  @Override
  public void delete(ClusterLock lock, ClusterRef ref, boolean keepVolumes) {
    acts.delete(lock, actedOn(lock, ref), keepVolumes);
  }

  @Override
  public List<String> logTail(ClusterRef ref, int node, int lines) {
    return LogTail.of(files(ref).node(node), lines);
  }

  /**
   * The process of a node that runs, to do to it what the world outside may do: kill it, pause it.
   * What is done to it so is not recorded.
   */
  public Optional<ProcessHandle> process(ClusterRef ref, int node) {
    NodeFiles files = files(ref).node(node);
    return files.read().flatMap(record -> processes.find(files, record));
  }

  /**
   * Ends a cluster of which nothing is needed any more, at once and whoever holds it: its nodes are
   * killed. For the clusters of tests.
   *
   * @param keepFiles whether its files stay, to be looked into
   */
  public void discard(ClusterRef ref, boolean keepFiles) {
    ClusterFiles cluster = files(ref);
    actedOn.forget(cluster);
    disposal.end(cluster);
    if (!keepFiles) {
      disposal.remove(cluster);
    }
  }

  /** Stops the nodes of the attached clusters that it acted on, in order, and waits for them. */
  @Override
  public void close() {
    actedOn.close();
  }

  /** Waits until all is noted of the processes that ended. */
  void settle() {
    processes.settle();
  }

  private ClusterFiles actedOn(ClusterLock lock, ClusterRef ref) {
    ClusterFiles cluster = files(ref);
    actedOn.add(cluster, Fence.own(lock));
    return cluster;
  }

  private ClusterFiles files(ClusterRef ref) {
    if (!ref.platform().equals(NAME) || !ref.namespace().equals(base.toString())) {
      throw new IllegalArgumentException(ref + " is not below " + base + " of this platform");
    }
    return new ClusterFiles(base.resolve(ref.name()));
  }

  private LockFile lockFile(ClusterFiles cluster) {
    return new LockFile(base.resolve(".katka").resolve(cluster.name() + ".lock"));
  }

  /** Collects the settings of a local platform; for one thread. */
  public static final class Builder {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    private Path directory = HOME.resolve(".katka").resolve("clusters");
    private Path cache = defaultCache();
    private Path java = JavaHome.ofThisProgram().directory();
    private Time time = SystemTime.INSTANCE;
    private boolean disposable;
    private final Map<String, Path> kafkaHomes = new TreeMap<>();

    private Builder() {}

    /** The directory below which clusters are kept; {@code ~/.katka/clusters} by default. */
    public Builder directory(Path wanted) {
      directory = Objects.requireNonNull(wanted, "directory");
      return this;
    }

    /**
     * The Java that runs the nodes: its home, or its {@code java} command; this program's by
     * default.
     */
    public Builder java(Path wanted) {
      Path home = Objects.requireNonNull(wanted, "java").toAbsolutePath().normalize();
      java = Files.isRegularFile(home) ? home.resolve("../..").normalize() : home;
      return this;
    }

    /**
     * Where class archives and class paths are kept for all clusters; {@code ~/.cache/katka} by
     * default.
     */
    public Builder cache(Path wanted) {
      cache = Objects.requireNonNull(wanted, "cache").toAbsolutePath().normalize();
      return this;
    }

    /**
     * Takes a release from an unpacked distribution instead of from Maven.
     *
     * @param version the release's number, as {@code KafkaRelease.version()} has it
     * @param home its directory, with a {@code libs} in it
     */
    public Builder kafkaHome(String version, Path home) {
      kafkaHomes.put(Objects.requireNonNull(version, "version"), home.toAbsolutePath().normalize());
      return this;
    }

    /**
     * For clusters of tests: nodes end at once when this program does, also when it is killed, or
     * when the platform is closed, are small, and it is looked more often whether they are ready.
     */
    public Builder disposable() {
      disposable = true;
      return this;
    }

    /** The clock to go by; the machine's by default. */
    public Builder time(Time wanted) {
      time = Objects.requireNonNull(wanted, "time");
      return this;
    }

    /** The platform. */
    public LocalPlatform build() {
      return new LocalPlatform(this);
    }
  }
}
