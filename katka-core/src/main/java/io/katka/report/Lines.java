package io.katka.report;

import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.Noted;
import io.katka.event.KatkaEvent.ProofFinished;
import io.katka.event.KatkaEvent.RunFinished;
import io.katka.event.KatkaEvent.RunPaused;
import io.katka.event.KatkaEvent.RunResumed;
import io.katka.event.KatkaEvent.RunStarted;
import io.katka.event.KatkaEvent.StepFailed;
import io.katka.event.KatkaEvent.StepFinished;
import io.katka.event.KatkaEvent.UndoStarted;
import io.katka.plan.Plan;
import io.katka.spec.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines that stay: one for each step that ended, and for what else is worth keeping. */
final class Lines {
  private Lines() {}

  /** What an event leaves behind; the view has seen it already. */
  static List<String> of(KatkaEvent event, RunView view) {
    if (event instanceof RunStarted started) {
      return List.of(stamp(view) + start(started.plan()));
    } else if (event instanceof StepFinished done) {
      return List.of(stamp(view) + count(view) + done.step() + "  " + took(done));
    } else if (event instanceof StepFailed failed) {
      return failure(failed, view);
    } else if (event instanceof UndoStarted undo) {
      return List.of(stamp(view) + "putting back what was changed in: " + undo.phase());
    } else if (event instanceof RunPaused paused) {
      return List.of(stamp(view) + "pauses: " + paused.reason());
    } else if (event instanceof RunResumed) {
      return List.of(stamp(view) + "goes on");
    } else if (event instanceof ProofFinished proof) {
      return List.of(stamp(view) + "proof: " + proof.proof());
    } else if (event instanceof Noted noted) {
      return List.of(stamp(view) + noted.text());
    } else if (event instanceof RunFinished finished) {
      return List.of(stamp(view) + end(finished));
    }
    return List.of();
  }

  /** That a step has been waiting for long. */
  static String waiting(RunView view, BlockedSince longest, int others) {
    return stamp(view)
        + view.step()
        + " waits since "
        + Quantity.show(view.standing(longest))
        + ": "
        + longest.blocker().describe()
        + (others == 0 ? "" : ", and " + others + " more");
  }

  /** Minutes and seconds, with hours where there are any. */
  static String clock(Duration elapsed) {
    long seconds = elapsed.toSeconds();
    String minutes = String.format(Locale.ROOT, "%02d:%02d", seconds / 60 % 60, seconds % 60);
    return seconds < 3600 ? minutes : seconds / 3600 + ":" + minutes;
  }

  private static String stamp(RunView view) {
    return clock(view.elapsed()) + "  ";
  }

  private static String start(Plan plan) {
    return plan.isEmpty()
        ? "%s %s: nothing to do".formatted(plan.workflow(), plan.ref())
        : "%s %s: %d step%s, about %s"
            .formatted(
                plan.workflow(),
                plan.ref(),
                plan.steps().size(),
                plan.steps().size() == 1 ? "" : "s",
                Quantity.show(Duration.ofMillis(plan.impact().estimateMillis())));
  }

  private static String count(RunView view) {
    String steps = view.steps() == 0 ? "?" : String.valueOf(view.steps());
    String done = " ".repeat(Math.max(0, steps.length() - digits(view))) + view.finished();
    return "[" + done + "/" + steps + "] ";
  }

  private static int digits(RunView view) {
    return String.valueOf(view.finished()).length();
  }

  private static String took(StepFinished done) {
    long gate = done.timing().gateMillis();
    String waited = gate < 1000 ? "" : " (" + show(gate) + " of it at the gate)";
    return show(done.timing().totalMillis()) + waited;
  }

  private static String show(long millis) {
    return Quantity.show(Duration.ofMillis(millis));
  }

  private static List<String> failure(StepFailed failed, RunView view) {
    var lines = new ArrayList<String>();
    lines.add(stamp(view) + failed.step() + " failed: " + failed.reason());
    failed.logTail().forEach(line -> lines.add("         | " + line));
    return lines;
  }

  private static String end(RunFinished finished) {
    String outcome = finished.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String reason = finished.reason().isEmpty() ? "" : ": " + finished.reason();
    return outcome + " after " + Quantity.show(finished.duration()) + reason;
  }
}
