package io.katka.k8s.internal.runtime;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What objects say in texts of their own, each read anew only when its text has changed: every look
 * meets all of them again.
 *
 * @param <S> the text, or texts
 * @param <V> what is read from it
 */
final class Readings<S, V> {
  private final Function<S, V> reader;
  private final Map<String, Reading<S, V>> byName = new ConcurrentHashMap<>();

  private record Reading<S, V>(S text, V value) {}

  Readings(Function<S, V> reader) {
    this.reader = reader;
  }

  /** What the object of that name says. */
  V of(String name, S text) {
    Reading<S, V> known = byName.get(name);
    if (known == null || !known.text.equals(text)) {
      known = new Reading<>(text, reader.apply(text));
      byName.put(name, known);
    }
    return known.value;
  }

  /** Forgets all others. */
  void keep(Set<String> names) {
    byName.keySet().retainAll(names);
  }
}
