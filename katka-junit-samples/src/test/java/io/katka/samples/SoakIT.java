package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.katka.fixture.KatkaTestCluster;
import io.katka.fixture.Topic;
import io.katka.junit.Isolation;
import io.katka.junit.KatkaCluster;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What must not fail once in many times. */
@Tag("soak")
@Timeout(value = 2, unit = TimeUnit.HOURS)
@SuppressWarnings("try") // The property is in force while it is open; nobody asks it anything.
class SoakIT {
  /** Fewer at a time where the machine is wanted by others in between. */
  private static final int CYCLES = Integer.getInteger("katka.soak.cycles", 200);

  private static final int RUNS = Integer.getInteger("katka.soak.runs", 50);

  @Test
  void clustersOfChildJvmsComeAndGoTwoHundredTimes() {
    comeAndGo("process");
  }

  @Test
  void clustersWithinThisJvmComeAndGoTwoHundredTimes() {
    comeAndGo("jvm");
  }

  private static void comeAndGo(String backend) {
    try (FixtureProperty chosen = new FixtureProperty(backend)) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        try (KatkaTestCluster kafka = KatkaTestCluster.start()) {
          assertThat(kafka.brokers()).as("cycle " + cycle).containsExactly(1);
        }
      }
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void eightClassesAtOnceFiftyTimes() {
    List<Class<?>> classes =
        List.of(S1.class, S2.class, S3.class, S4.class, S5.class, S6.class, S7.class, S8.class);
    for (int run = 0; run < RUNS; run++) {
      EngineTestKit.engine("junit-jupiter")
          .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
          .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
          .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
          .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
          .selectors(classes.stream().map(type -> selectClass(type)).toArray(ClassSelector[]::new))
          .execute()
          .testEvents()
          .assertStatistics(events -> events.succeeded(8));
    }
  }

  @KatkaCluster
  abstract static class Shares {
    @Test
    void sends(Topic topic, Producer<String, String> producer) throws Exception {
      producer.send(new ProducerRecord<>(topic.name(), "key", "value")).get();
    }
  }

  @KatkaCluster(isolation = Isolation.CLASS)
  abstract static class Owns extends Shares {}

  static class S1 extends Shares {}

  static class S2 extends Shares {}

  static class S3 extends Shares {}

  static class S4 extends Shares {}

  static class S5 extends Shares {}

  static class S6 extends Shares {}

  static class S7 extends Owns {}

  static class S8 extends Owns {}
}
