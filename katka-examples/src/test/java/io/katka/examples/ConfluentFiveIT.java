package io.katka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.ApplyResult;
import io.katka.Katka;
import io.katka.it.Presence;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of Confluent Platform 5 on real processes: five brokers, three members. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ConfluentFiveIT {
  @Test
  void platform5_1_0ComesUpInOneLine(@TempDir Path user) throws Exception {
    Path told = user.resolve("told");
    Path maven = Path.of(System.getProperty("user.home"), ".m2");
    Files.createSymbolicLink(user.resolve(".m2"), maven);
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dkatka.platform=local",
                "-Duser.home=" + user,
                "-Dmaven.repo.local="
                    + System.getProperty(
                        "maven.repo.local", maven.resolve("repository").toString()),
                "-cp",
                System.getProperty("java.class.path"),
                OneLineOfConfluentFive.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(told.toFile())
            .start();

    assertThat(program.waitFor()).isZero();
    Files.delete(user.resolve(".m2"));
    assertThat(Files.readString(told)).contains("serving", "leading", "synced", "healthy");
    assertThat(Processes.of(user)).isEmpty();
  }

  @Test
  void platform5_0_0IsRolledTo5_1_0WithNothingLostAndOneBrokerDownAtMost(@TempDir Path directory)
      throws Exception {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try (Katka katka = Home.katka(directory)) {
      ConfluentFive.provision(katka, 5);
      String bootstrap = String.join(",", katka.manage("kafka").status().bootstrapServers());
      List<ApplyResult> results = new ArrayList<>();
      try (Presence presence = Presence.of(bootstrap, 5)) {
        results.addAll(ConfluentFive.upgrade(katka, out));
        assertThat(presence.mostMissing()).isEqualTo(1);
      }

      results.forEach(result -> System.out.println(result.proof().orElseThrow()));
      assertThat(results).hasSize(2).allMatch(result -> result.proof().orElseThrow().clean());
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .contains("Confluent Platform 5.1.0 = Apache Kafka 2.1.0 with ZooKeeper")
          .contains("Apache Kafka 2.1.0 with ZooKeeper runs in place of Confluent Platform 5.1.0")
          .contains("inter.broker.protocol.version", "longest stall");
      assertThat(katka.manage("kafka").health().problems()).isEmpty();
    }
    assertThat(Processes.of(directory)).isEmpty();
  }
}
