package io.katka.internal.engine;

import io.katka.event.Movement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps how far each step's copying has come, and knows what listeners should hear of it. */
final class MovementLog {
  private static final long EVERY_MILLIS = 1_000;

  private final Map<String, Movement> last = new LinkedHashMap<>();
  private final Map<String, Movement> told = new LinkedHashMap<>();

  /** Takes it down; whether it is the first, the last, or a second later than the one told. */
  boolean isNews(String step, Movement movement) {
    last.put(step, movement);
    Movement before = told.get(step);
    boolean ended = movement.movesDone() == movement.moves();
    boolean news =
        before == null
            || movement.elapsedMillis() - before.elapsedMillis() >= EVERY_MILLIS
            || ended && before.movesDone() < before.moves();
    if (news) {
      told.put(step, movement);
    }
    return news;
  }

  /** The last that was heard of each step, in order. */
  Map<String, Movement> byStep() {
    return last;
  }
}
