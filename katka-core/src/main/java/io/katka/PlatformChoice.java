package io.katka;

import io.katka.error.InvalidSpecException;
import io.katka.spi.PlatformProvider;
import java.util.ArrayList;
import java.util.List;

/** Which platform a request is for; never guessed where there are several. */
final class PlatformChoice {
  static final String PROPERTY = "katka.platform";
  static final String VARIABLE = "KATKA_PLATFORM";

  private PlatformChoice() {}

  static PlatformProvider choose(Iterable<PlatformProvider> found, String asked) {
    return choose(found, asked, System.getProperty(PROPERTY, ""), System.getenv(VARIABLE));
  }

  static PlatformProvider choose(
      Iterable<PlatformProvider> found,
      String asked,
      String property,
      @org.jspecify.annotations.Nullable String variable) {
    List<PlatformProvider> all = new ArrayList<>();
    found.forEach(all::add);
    List<String> names = all.stream().map(PlatformProvider::name).sorted().toList();
    String wanted = first(asked, property, variable == null ? "" : variable);
    if (wanted.isEmpty() && all.size() == 1) {
      return all.get(0);
    }
    return all.stream()
        .filter(p -> p.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> refusal(wanted, names));
  }

  private static String first(String... candidates) {
    for (String candidate : candidates) {
      if (!candidate.isEmpty()) {
        return candidate;
      }
    }
    return "";
  }

  private static InvalidSpecException refusal(String wanted, List<String> names) {
    if (names.isEmpty()) {
      return new InvalidSpecException(
          "platform",
          wanted.isEmpty() ? "not given" : "'" + wanted + "'",
          "one on the class path, found as a service " + PlatformProvider.class.getName(),
          "None was found: add io.katka:katka-local for processes on this machine.");
    }
    return new InvalidSpecException(
        "platform",
        wanted.isEmpty() ? "not given" : "'" + wanted + "'",
        names.toString(),
        "Choose with Katka.builder().platform(\"%s\"), -D%s=%s or %s=%s."
            .formatted(names.get(0), PROPERTY, names.get(0), VARIABLE, names.get(0)));
  }
}
