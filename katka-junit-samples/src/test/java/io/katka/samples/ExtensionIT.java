package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.BootstrapServers;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Whole runs of tests, looked at from outside; on brokers within this JVM, to be quick. */
class ExtensionIT {
  private static final Set<String> BOOTSTRAPS = ConcurrentHashMap.newKeySet();
  private static final List<String> IN_ORDER = new CopyOnWriteArrayList<>();

  private FixtureProperty backend;

  @BeforeEach
  void chooseBackend() {
    backend = new FixtureProperty("jvm");
    BOOTSTRAPS.clear();
    IN_ORDER.clear();
  }

  @AfterEach
  void forgetBackend() {
    backend.close();
  }

  private static EngineExecutionResults run(List<Class<?>> classes, boolean parallel) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "" + parallel)
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .selectors(classes.stream().map(type -> selectClass(type)).toArray(ClassSelector[]::new))
        .execute();
  }

  @Test
  void twentyClassesAtOnceShareOneClusterAndEndIt() {
    List<Class<?>> classes =
        List.of(
            C01.class, C02.class, C03.class, C04.class, C05.class, C06.class, C07.class, C08.class,
            C09.class, C10.class, C11.class, C12.class, C13.class, C14.class, C15.class, C16.class,
            C17.class, C18.class, C19.class, C20.class);

    run(classes, true).testEvents().assertStatistics(events -> events.succeeded(20));

    assertThat(BOOTSTRAPS).hasSize(1);
    int port = Integer.parseInt(BOOTSTRAPS.iterator().next().split(":")[1]);
    assertThat(Sockets.isListening(port)).isFalse();
  }

  @KatkaCluster
  abstract static class Sharing {
    @Test
    void remembers(@BootstrapServers String bootstrap, Topic own) {
      BOOTSTRAPS.add(bootstrap);
    }
  }

  static class C01 extends Sharing {}

  static class C02 extends Sharing {}

  static class C03 extends Sharing {}

  static class C04 extends Sharing {}

  static class C05 extends Sharing {}

  static class C06 extends Sharing {}

  static class C07 extends Sharing {}

  static class C08 extends Sharing {}

  static class C09 extends Sharing {}

  static class C10 extends Sharing {}

  static class C11 extends Sharing {}

  static class C12 extends Sharing {}

  static class C13 extends Sharing {}

  static class C14 extends Sharing {}

  static class C15 extends Sharing {}

  static class C16 extends Sharing {}

  static class C17 extends Sharing {}

  static class C18 extends Sharing {}

  static class C19 extends Sharing {}

  static class C20 extends Sharing {}

  @Test
  void whoeverChangesASharedClusterHasItAlone() {
    run(List.of(Breaking.class, C01.class), false)
        .testEvents()
        .assertStatistics(events -> events.succeeded(2));

    assertThat(BOOTSTRAPS).hasSize(1);
    assertThat(IN_ORDER).hasSize(1).doesNotContainAnyElementsOf(BOOTSTRAPS);
  }

  @KatkaCluster
  static class Breaking {
    @Test
    void stopsTheOnlyBroker(KatkaTestCluster kafka) {
      IN_ORDER.add(kafka.bootstrapServers());
      kafka.stop(1);
    }
  }

  @Test
  void eachTestHasAClusterOfItsOwnWhereItIsAskedFor() {
    run(List.of(Alone.class), false).testEvents().assertStatistics(events -> events.succeeded(3));

    assertThat(IN_ORDER).hasSize(3).doesNotHaveDuplicates();
  }

  @KatkaCluster(isolation = Isolation.METHOD)
  static class Alone {
    @RepeatedTest(3)
    void breaksItsOwn(KatkaTestCluster kafka) {
      IN_ORDER.add(kafka.status().observed().platform().foundation().orElseThrow().clusterId());
      kafka.stop(1);
    }
  }

  @Test
  void aClassSharesWithinItself() {
    run(List.of(OfAClass.class, AlsoOfAClass.class), false)
        .testEvents()
        .assertStatistics(events -> events.succeeded(4));

    assertThat(IN_ORDER.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting())))
        .hasSize(2)
        .allSatisfy((id, times) -> assertThat(times).isEqualTo(2));
  }

  @KatkaCluster(isolation = Isolation.CLASS)
  static class OfAClass {
    @RepeatedTest(2)
    void remembers(KatkaTestCluster kafka) {
      IN_ORDER.add(kafka.status().observed().platform().foundation().orElseThrow().clusterId());
    }
  }

  static class AlsoOfAClass extends OfAClass {}

  @Test
  void aFailingTestHasItsNodesLogsInItsReportAndTheirFilesAreKept(@TempDir Path reports)
      throws Exception {
    var attached = new CopyOnWriteArrayList<Path>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Failing.class))
                .configurationParameter(
                    LauncherConstants.OUTPUT_DIR_PROPERTY_NAME, reports.toString())
                .build(),
            new TestExecutionListener() {
              @Override
              public void fileEntryPublished(TestIdentifier test, FileEntry file) {
                attached.add(file.getPath());
              }
            });

    assertThat(attached).singleElement().asString().contains("kafka-node-1");
    assertThat(Files.readAllLines(attached.get(0))).isNotEmpty();
    Path kept = Path.of(IN_ORDER.get(0));
    assertThat(kept.resolve("nodes").resolve("1").resolve("data")).isDirectory();
    delete(kept.getParent());
  }

  @Test
  void whereNoFilesAreWrittenTheLastLinesAreInTheReport() throws Exception {
    EngineExecutionResults results = run(List.of(Failing.class), false);

    results.testEvents().assertStatistics(events -> events.failed(1));
    assertThat(
            results
                .allEvents()
                .reportingEntryPublished()
                .map(event -> event.getPayload().orElseThrow().toString())
                .toList())
        .singleElement()
        .asString()
        .contains("kafka-node-1");
    delete(Path.of(IN_ORDER.get(0)).getParent());
  }

  @KatkaCluster
  static class Failing {
    @Test
    void fails(KatkaTestCluster kafka) {
      String location = kafka.status().location();
      IN_ORDER.add(location.substring(location.indexOf(" files in ") + 10));
      fail("on purpose");
    }
  }

  private static void delete(Path tree) throws Exception {
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    try (var others = Files.list(tree.getParent())) {
      if (others.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(tree.getParent());
  }

  @Test
  void whatCannotBeIsToldInWords() throws Exception {
    List<String> failures =
        List.of("noCluster", "noSerializer", "noPair").stream()
            .map(
                name ->
                    EngineTestKit.engine("junit-jupiter")
                        .selectors(selectMethod(method(name)))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .map(event -> event.getPayload().orElseThrow().toString())
                        .collect(Collectors.joining()))
            .toList();

    deleteKept();
    assertThat(failures.get(0)).contains("Put @KatkaCluster on the class");
    assertThat(failures.get(1)).contains("java.time.Instant").contains("@WithSerializer");
    assertThat(failures.get(2)).contains("key=value");
  }

  /** Clusters of failed tests were kept. */
  private static void deleteKept() throws Exception {
    Path all = Path.of("target", "katka-fixture");
    if (Files.exists(all)) {
      try (var runs = Files.list(all)) {
        for (Path run : runs.filter(run -> Files.exists(run.resolve("server.log"))).toList()) {
          delete(run);
        }
      }
    }
  }

  private static String method(String name) {
    return java.util.Arrays.stream(Wrong.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .map(
            method ->
                Wrong.class.getName()
                    + "#"
                    + name
                    + java.util.Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")")))
        .findFirst()
        .orElseThrow();
  }

  @org.junit.jupiter.api.extension.ExtendWith(io.katka.junit.KatkaExtension.class)
  static class Wrong {
    @Test
    void noCluster(Topic topic) {
      fail("not reached");
    }

    @Test
    void noSerializer(
        @KatkaCluster
            org.apache.kafka.clients.producer.Producer<String, java.time.Instant> producer) {
      fail("not reached");
    }

    @Test
    void noPair(@KatkaCluster(config = "min.insync.replicas") KatkaTestCluster kafka) {
      fail("not reached");
    }
  }
}
