package io.katka.spi;

import java.util.Map;

/** Finds a platform on the class path, by {@link java.util.ServiceLoader}. */
public interface PlatformProvider {
  /** The platform's name, by which a caller chooses it. */
  String name();

  /**
   * Opens the platform.
   *
   * @param settings by name, such as {@code local.directory}; what it does not know it ignores
   */
  Platform open(Map<String, String> settings, Time time);
}
