package io.katka.examples;

import io.katka.ApplyResult;
import io.katka.ClusterRequest;
import io.katka.Katka;
import io.katka.Run;
import io.katka.error.ApplyCancelledException;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.ProgressMade;
import io.katka.event.KatkaEvent.StepFinished;
import io.katka.event.KatkaEvent.StepStarted;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A run on a thread of its own: listens to its events, cancels it in the middle, and goes on. */
public final class AsyncWithEvents {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private AsyncWithEvents() {}

  /** Runs it; the first argument is where its clusters are kept meanwhile. */
  public static void main(String[] arguments) throws IOException {
    try (var home = Home.below(arguments);
        Katka katka = home.katka()) {
      run(katka, System.out);
    }
  }

  static ApplyResult run(Katka katka, PrintStream out) {
    var first = new CompletableFuture<Run>();
    ClusterRequest request =
        katka
            .manage("clicks")
            .replicas(1)
            .version("4.4.0")
            .listener(event -> tell(event, out))
            .listener(event -> cancelOncePrepared(event, first));

    first.complete(request.applyAsync());
    try {
      first.join().await(PATIENCE);
    } catch (ApplyCancelledException e) {
      out.println(e.getMessage());
    }

    Run second = request.applyAsync();
    second.completion().thenAccept(result -> out.println("outcome: " + result.outcome()));
    return second.await(PATIENCE);
  }

  private static void tell(KatkaEvent event, PrintStream out) {
    if (event instanceof StepStarted started) {
      out.println(started.step() + ": " + started.why());
    } else if (event instanceof StepFinished finished) {
      out.printf("%s took %d ms%n", finished.step(), finished.timing().totalMillis());
    } else if (event instanceof ProgressMade made) {
      out.printf("%.0f %%%n", made.progress().fraction() * 100);
    }
  }

  private static void cancelOncePrepared(KatkaEvent event, CompletableFuture<Run> run) {
    if (event instanceof StepFinished finished && finished.step().endsWith("/prepare")) {
      run.join().cancel();
    }
  }
}
