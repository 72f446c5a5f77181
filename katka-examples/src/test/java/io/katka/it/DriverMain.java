package io.katka.it;

import io.katka.ClusterOperation;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.error.KatkaException;
import io.katka.event.KatkaEvent;
import io.katka.local.LocalPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A program that carries out one line, {@code key=value} words after the directory. It tells each
 * event on its standard output and goes on with the next line of its standard input.
 */
final class DriverMain {
  private static final PrintStream OUT = System.out;
  private static final BufferedReader IN =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private DriverMain() {}

  /** Runs the line. */
  public static void main(String[] arguments) {
    try (Katka katka =
        Katka.builder()
            .platform(LocalPlatform.builder().directory(Path.of(arguments[0])).build())
            .lease(Duration.ofSeconds(6))
            .listener(DriverMain::tell)
            .build()) {
      ClusterRequest request = katka.manage("kafka");
      for (String word : Arrays.asList(arguments).subList(1, arguments.length)) {
        request = with(request, word.split("=", 2));
      }
      boolean rebalance = Arrays.stream(arguments).anyMatch(word -> word.startsWith("rebalance="));
      ClusterOperation operation = rebalance ? request.rebalance() : request;
      OUT.println("ended " + operation.apply().outcome());
    } catch (KatkaException e) {
      OUT.println("ended " + e);
    }
  }

  private static ClusterRequest with(ClusterRequest request, String[] word) {
    return switch (word[0]) {
      case "replicas" -> request.replicas(Integer.parseInt(word[1]));
      case "version" -> request.version(word[1]);
      case "throttle", "rebalance" -> request.balance(b -> b.throttle(Long.parseLong(word[1])));
      default -> request.config(word[0], word[1]);
    };
  }

  private static void tell(KatkaEvent event) {
    if (event instanceof KatkaEvent.StepStarted started) {
      tell("started " + started.step());
    } else if (event instanceof KatkaEvent.StepActed acted) {
      tell("acted " + acted.step());
    } else if (event instanceof KatkaEvent.DataMoved moved) {
      tell("moved " + moved.movement().bytesDone() + " bytes");
    }
  }

  private static void tell(String what) {
    OUT.println(what);
    try {
      if (IN.readLine() == null) {
        Runtime.getRuntime().halt(1);
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }
}
