package io.katka.internal.planner;

import io.katka.spec.Revision;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two revisions, in words. */
final class Differences {
  private Differences() {}

  static String of(Revision now, Revision then) {
    Map<String, String> words = new TreeMap<>();
    var keys = new TreeSet<>(now.properties().keySet());
    keys.addAll(then.properties().keySet());
    keys.removeAll(then.dynamicKeys());
    for (String key : keys) {
      String before = now.properties().getOrDefault(key, "unset");
      String after = then.properties().getOrDefault(key, "unset");
      if (!before.equals(after)) {
        words.put(key, before + " to " + after);
      }
    }
    if (!now.resources().equals(then.resources())) {
      words.put("resources", now.resources() + " to " + then.resources());
    }
    return words.toString();
  }
}
