package io.katka.it;

import io.katka.ClusterOperation;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.error.ClusterLockedException;
import io.katka.error.KatkaException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.Outcome;
import io.katka.k8s.KubernetesPlatform;
import io.katka.local.LocalPlatform;
import io.katka.spi.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A program that carries out one line, {@code key=value} words after the directory, or after {@code
 * kubernetes,}, the kubeconfig and the namespace with a comma between them; in a pod there is no
 * kubeconfig. It tells each event on its standard output and goes on with the next line of its
 * standard input.
 */
final class DriverMain {
  private static final PrintStream OUT = System.out;
  private static final BufferedReader IN =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private static final String KUBERNETES = "kubernetes,";

  private DriverMain() {}

  /** Runs the line. */
  public static void main(String[] arguments) {
    try (Katka katka =
        Katka.builder()
            .platform(platform(arguments[0]))
            .lease(Duration.ofSeconds(6))
            .listener(DriverMain::tell)
            .build()) {
      ClusterRequest request = katka.manage("kafka");
      for (String word : Arrays.asList(arguments).subList(1, arguments.length)) {
        request = with(request, word.split("=", 2));
      }
      ClusterOperation operation = operation(request, arguments);
      OUT.println("ended " + apply(operation, arguments[0].startsWith(KUBERNETES)));
    } catch (KatkaException e) {
      OUT.println("ended " + e);
    }
  }

  private static ClusterOperation operation(ClusterRequest request, String... arguments) {
    String words = " " + String.join(" ", arguments);
    if (words.contains(" finalize=")) {
      return request.finalizeVersion();
    }
    return words.contains(" rebalance=") ? request.rebalance() : request;
  }

  /** A dead driver's lease has to run out where nobody can see that it is dead. */
  private static Outcome apply(ClusterOperation request, boolean awaitLock) {
    while (true) {
      try {
        return request.apply().outcome();
      } catch (ClusterLockedException e) {
        if (!awaitLock) {
          throw e;
        }
        Await.pause(Duration.ofMillis(500));
      }
    }
  }

  private static Platform platform(String where) {
    if (!where.startsWith(KUBERNETES)) {
      return LocalPlatform.builder().directory(Path.of(where)).build();
    }
    String[] words = where.split(",");
    KubernetesPlatform.Builder builder =
        KubernetesPlatform.builder()
            .namespace(words[2])
            .options(options -> options.controllerResources(r -> r.heap("128Mi")));
    return words[1].isEmpty() ? builder.build() : builder.kubeconfig(Path.of(words[1])).build();
  }

  private static ClusterRequest with(ClusterRequest request, String[] word) {
    return switch (word[0]) {
      case "replicas" -> request.replicas(Integer.parseInt(word[1]));
      case "controllers" -> request.controllers(Integer.parseInt(word[1]));
      case "detached" -> request.detached();
      case "finalize" -> request;
      case "heap" -> request.resources(r -> r.heap(word[1]));
      case "quorum-loss" -> request.upgrade(u -> u.allowQuorumLoss());
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
