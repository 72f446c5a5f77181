package io.katka.junit;

import io.katka.fixture.FixtureSpec;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What an annotation asks for.
 *
 * @param spec which cluster
 * @param isolation who else may use it
 */
record Wish(FixtureSpec spec, Isolation isolation) {

  static Wish of(KatkaCluster annotation) {
    return new Wish(
        new FixtureSpec(
            annotation.brokers(),
            annotation.controllers(),
            annotation.version(),
            pairs("@KatkaCluster(config)", annotation.config())),
        annotation.isolation());
  }

  /** Settings from texts such as {@code key=value}. */
  static Map<String, String> pairs(String where, String[] texts) {
    var pairs = new TreeMap<String, String>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new ExtensionConfigurationException(
            "%s = \"%s\": write it as \"key=value\".".formatted(where, text));
      }
      pairs.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
    return pairs;
  }
}
