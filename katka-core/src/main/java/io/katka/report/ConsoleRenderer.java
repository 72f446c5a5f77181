package io.katka.report;

import io.katka.event.BlockedSince;
import io.katka.event.KatkaEvent;
import io.katka.event.KatkaEvent.RunFinished;
import io.katka.event.KatkaEvent.RunStarted;
import io.katka.event.KatkaEvent.StepWaiting;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Tells a person how a run goes. On a terminal, lines at the bottom show the current step, a bar,
 * what blocks, and the time; they are drawn anew with each event. Elsewhere each step leaves one
 * line when it ends, and a step that has been waiting for long says so every half minute.
 *
 * <p>Takes events in any order, of several runs at once, from several threads. The time shown is
 * that of the last event: it stands still between two.
 */
public final class ConsoleRenderer implements Consumer<KatkaEvent> {
  private static final int DEFAULT_WIDTH = 80;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final PrintStream out;
  private final boolean live;
  private final LiveArea area;
  private final Map<String, RunView> runs = new LinkedHashMap<>();
  private final Map<String, Instant> toldToWait = new HashMap<>();

  private ConsoleRenderer(PrintStream out, boolean live, int width) {
    this.out = Objects.requireNonNull(out, "out");
    this.live = live;
    this.area = new LiveArea(width);
  }

  /** Live if the standard streams are a terminal, else line by line. */
  public static ConsoleRenderer to(PrintStream out) {
    return Terminal.isThere() ? live(out, DEFAULT_WIDTH) : lines(out);
  }

  /** One line for each step, for logs and files. */
  public static ConsoleRenderer lines(PrintStream out) {
    return new ConsoleRenderer(out, false, DEFAULT_WIDTH);
  }

  /**
   * Live, for a terminal that understands ANSI control sequences.
   *
   * @param width its columns, at least 40
   */
  public static ConsoleRenderer live(PrintStream out, int width) {
    if (width < 40) {
      throw new IllegalArgumentException("width is %d, at least 40 is needed".formatted(width));
    }
    return new ConsoleRenderer(out, true, width);
  }

  @Override
  public synchronized void accept(KatkaEvent event) {
    if (event instanceof RunStarted) {
      runs.remove(event.runId());
    }
    RunView view = runs.computeIfAbsent(event.runId(), id -> new RunView(event));
    view.accept(event);
    var text = new StringBuilder(area.wipe());
    for (String line : Lines.of(event, view)) {
      append(text, view, line);
    }
    if (!live && event instanceof StepWaiting waiting) {
      tellToWait(text, waiting, view);
    }
    if (event instanceof RunFinished) {
      runs.remove(event.runId());
      toldToWait.remove(event.runId());
    }
    if (live) {
      text.append(area.draw(runs.values()));
    }
    out.print(text);
    out.flush();
  }

  private void append(StringBuilder text, RunView view, String line) {
    text.append(runs.size() > 1 ? view.cluster() + "  " : "").append(plain(line)).append('\n');
  }

  private void tellToWait(StringBuilder text, StepWaiting waiting, RunView view) {
    waiting.blockers().stream()
        .max(Comparator.comparing(view::standing))
        .filter(longest -> view.standing(longest).compareTo(LONG) >= 0)
        .filter(longest -> isDue(waiting))
        .ifPresent(longest -> append(text, view, waitingLine(waiting, view, longest)));
  }

  private boolean isDue(StepWaiting waiting) {
    Instant before = toldToWait.get(waiting.runId());
    boolean due = before == null || !waiting.at().isBefore(before.plus(LONG));
    if (due) {
      toldToWait.put(waiting.runId(), waiting.at());
    }
    return due;
  }

  private static String waitingLine(StepWaiting waiting, RunView view, BlockedSince longest) {
    return Lines.waiting(view, longest, waiting.blockers().size() - 1);
  }

  /** Without control characters: texts from elsewhere must not drive the terminal. */
  static String plain(String line) {
    return line.replaceAll("\\p{Cntrl}", "?");
  }
}
