package io.katka.local;

import io.katka.release.KafkaRelease;
import io.katka.spec.BalancePolicy;
import io.katka.spec.ClusterRef;
import io.katka.spec.ClusterSpec;
import io.katka.spec.ControllerSpec;
import io.katka.spec.Formatting;
import io.katka.spec.Foundation;
import io.katka.spec.NodeKind;
import io.katka.spec.NodePoolSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.ResourcesSpec;
import io.katka.spec.Revision;
import io.katka.spec.StorageSpec;
import io.katka.spec.Topology;
import io.katka.spec.UpgradePolicy;
import io.katka.spi.ClusterLock;
import io.katka.spi.Purpose;
import io.katka.state.NodePhase;
import io.katka.state.PlatformNode;
import io.katka.state.PlatformState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** Clusters of a test below a directory of its own; no process of them outlives {@link #close}. */
final class LocalClusters implements AutoCloseable {
  static final KafkaRelease RELEASE = KafkaRelease.apache("4.4.0");

  private static final Path CACHE = Path.of("target", "katka-cache");

  final Path directory;
  final LocalPlatform platform;
  private final UnaryOperator<LocalPlatform.Builder> settings;
  private final List<LocalPlatform> platforms = new ArrayList<>();

  LocalClusters(Path directory) {
    this(directory, builder -> builder);
  }

  LocalClusters(Path directory, UnaryOperator<LocalPlatform.Builder> settings) {
    this.directory = directory;
    this.settings = settings;
    this.platform = anotherPlatform();
  }

  /** A platform as a program started later would open it. */
  LocalPlatform anotherPlatform() {
    LocalPlatform opened =
        settings.apply(LocalPlatform.builder().directory(directory).cache(CACHE)).build();
    platforms.add(opened);
    return opened;
  }

  static NodeSpec node(int id, NodeKind kind, KafkaRelease release, Formatting formatting) {
    var revision =
        new Revision(
            release,
            Map.of("offsets.topic.replication.factor", "1"),
            Set.of(),
            ResourcesSpec.DEFAULT);
    return new NodeSpec(id, kind, "broker", "", revision, StorageSpec.DEFAULT, formatting);
  }

  static Foundation foundation(String name, KafkaRelease release, Map<Integer, String> voters) {
    var spec =
        new ClusterSpec(
            name,
            release,
            List.of(NodePoolSpec.of("broker", 1)),
            new ControllerSpec(Topology.COMBINED, 1),
            Map.of(),
            UpgradePolicy.DEFAULT,
            BalancePolicy.DEFAULT,
            false);
    return new Foundation(Uuid.randomUuid().toString(), voters, spec, null);
  }

  static Map<Integer, String> voters(int... ids) {
    var voters = new TreeMap<Integer, String>();
    for (int id : ids) {
      voters.put(id, Uuid.randomUuid().toString());
    }
    return voters;
  }

  ClusterLock lock(ClusterRef ref) {
    return platform.lock(ref, "a test", Duration.ofSeconds(30));
  }

  PlatformNode node(ClusterRef ref, int id) {
    return platform.observe(ref).node(id).orElseThrow();
  }

  void awaitPhase(ClusterRef ref, NodePhase phase, int... ids) {
    Await.until(
        () -> describe(ref),
        () -> {
          PlatformState now = platform.observe(ref);
          for (int id : ids) {
            if (now.node(id).orElseThrow().phase() != phase) {
              return false;
            }
          }
          return true;
        });
  }

  String describe(ClusterRef ref) {
    var text = new StringBuilder();
    for (PlatformNode node : platform.observe(ref).nodes()) {
      text.append("\nnode %d %s %s".formatted(node.id(), node.phase(), node.detail()));
      platform.logTail(ref, node.id(), 15).forEach(line -> text.append("\n    ").append(line));
    }
    return text.toString();
  }

  Admin admin(ClusterRef ref) {
    List<String> brokers = platform.connection(ref, Purpose.ADMIN).brokers();
    return Admin.create(Map.of("bootstrap.servers", String.join(",", brokers)));
  }

  ProcessHandle process(ClusterRef ref, int id) {
    NodeFiles node = new ClusterFiles(directory.resolve(ref.name())).node(id);
    return new NodeProcesses().find(node, node.read().orElseThrow()).orElseThrow();
  }

  @Override
  public void close() {
    platforms.forEach(LocalPlatform::close);
    for (ClusterFiles cluster : Ports.clusters(directory)) {
      for (NodeFiles node : cluster.nodes()) {
        node.read()
            .flatMap(record -> new NodeProcesses().find(node, record))
            .ifPresent(
                process -> {
                  process.destroyForcibly();
                  Await.until(() -> process + " ends", () -> !process.isAlive());
                });
      }
    }
    platforms.forEach(LocalPlatform::settle);
  }
}
