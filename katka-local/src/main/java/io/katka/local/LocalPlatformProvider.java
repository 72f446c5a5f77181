package io.katka.local;

import io.katka.spi.Platform;
import io.katka.spi.PlatformProvider;
import io.katka.spi.Time;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds the local platform on the class path.
 *
 * <p>Settings: {@code local.directory}, below which clusters are kept, {@code ~/.katka/clusters} by
 * default; {@code local.java}, the home of the Java that runs the nodes, this program's by default;
 * {@code local.cache}, where class archives and class paths are kept, {@code ~/.cache/katka} by
 * default; {@code local.kafkaHome.<version>}, the directory of an unpacked release.
 */
public final class LocalPlatformProvider implements PlatformProvider {
  private static final String HOME_PREFIX = "local.kafkaHome.";

  /** Made by {@link java.util.ServiceLoader}. */
  public LocalPlatformProvider() {}

  @Override
  public String name() {
    return LocalPlatform.NAME;
  }

  @Override
  public Platform open(Map<String, String> settings, Time time) {
    LocalPlatform.Builder builder = LocalPlatform.builder().time(time);
    settings.forEach(
        (key, value) -> {
          switch (key) {
            case "local.directory" -> builder.directory(Path.of(value));
            case "local.java" -> builder.java(Path.of(value));
            case "local.cache" -> builder.cache(Path.of(value));
            default -> {
              if (key.startsWith(HOME_PREFIX)) {
                builder.kafkaHome(key.substring(HOME_PREFIX.length()), Path.of(value));
              }
            }
          }
        });
    return builder.build();
  }
}
