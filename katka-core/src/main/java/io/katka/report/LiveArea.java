package io.katka.report;

import io.katka.event.BlockedSince;
import io.katka.event.Movement;
import io.katka.spec.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The lines at the end of a terminal that are drawn anew with each event. No line may be wider than
 * the terminal: a wrapped one would take more lines than are wiped.
 */
final class LiveArea {
  private static final int BAR = 30;
  private static final int SHOWN_BLOCKERS = 3;

  private final int width;
  private int drawn;

  LiveArea(int width) {
    this.width = width;
  }

  /** What takes the area off the screen, with the cursor where it began. */
  String wipe() {
    String wiped = drawn == 0 ? "" : "\u001b[" + drawn + "A\r\u001b[J";
    drawn = 0;
    return wiped;
  }

  /** What puts the area on the screen. */
  String draw(Collection<RunView> runs) {
    var out = new StringBuilder();
    for (RunView run : runs) {
      for (String line : lines(run, runs.size() > 1)) {
        out.append(cut(line)).append('\n');
        drawn++;
      }
    }
    return out.toString();
  }

  private static String copied(Movement movement) {
    String left =
        movement.etaMillis() < 0
            ? ""
            : ", about %s left".formatted(Quantity.show(Duration.ofMillis(movement.etaMillis())));
    return "%d of %d moves, %s of %s copied%s"
        .formatted(
            movement.movesDone(),
            movement.moves(),
            Quantity.show(movement.bytesDone()),
            Quantity.show(movement.bytes()),
            left);
  }

  private static List<String> lines(RunView run, boolean named) {
    var lines = new ArrayList<String>();
    lines.add(bar(run) + (named ? "  " + run.cluster() : ""));
    if (!run.step().isEmpty()) {
      lines.add("  " + run.step() + "  " + Quantity.show(run.inStep()));
    }
    Movement movement = run.movement();
    if (movement != null) {
      lines.add("    " + copied(movement));
    }
    if (!run.pause().isEmpty()) {
      lines.add("    pauses: " + run.pause());
    }
    List<BlockedSince> blockers = run.blockers();
    for (BlockedSince blocker : blockers.subList(0, Math.min(SHOWN_BLOCKERS, blockers.size()))) {
      lines.add(
          "    waits %s: %s"
              .formatted(Quantity.show(run.standing(blocker)), blocker.blocker().describe()));
    }
    if (blockers.size() > SHOWN_BLOCKERS) {
      lines.add("    and %d more reasons".formatted(blockers.size() - SHOWN_BLOCKERS));
    }
    return lines;
  }

  private static String bar(RunView run) {
    int full = (int) (run.fraction() * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s  %d of %d steps",
        "=".repeat(full),
        " ".repeat(BAR - full),
        (int) (run.fraction() * 100),
        Lines.clock(run.elapsed()),
        run.finished(),
        Math.max(run.steps(), run.finished()));
  }

  private String cut(String line) {
    String plain = ConsoleRenderer.plain(line);
    return plain.length() <= width ? plain : plain.substring(0, width - 3) + "...";
  }
}
