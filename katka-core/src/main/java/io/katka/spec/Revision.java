package io.katka.spec;

import io.katka.release.KafkaRelease;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a node runs: a change of it is what a restart is for. Settings that Kafka takes up without a
 * restart stand in the file, for the day of a restart, but do not count for {@link #fingerprint()}.
 * The platform adds what only it knows: addresses, directories, credentials.
 *
 * @param release the release
 * @param properties the server properties that the core decides
 * @param dynamicKeys which of those properties need no restart
 * @param resources what the node may use
 */
public record Revision(
    KafkaRelease release,
    Map<String, String> properties,
    Set<String> dynamicKeys,
    ResourcesSpec resources) {

  public Revision {
    Objects.requireNonNull(release, "release");
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    dynamicKeys = Set.copyOf(dynamicKeys);
    Objects.requireNonNull(resources, "resources");
  }

  /** Tells revisions apart that differ in something that needs a restart; 16 hex digits. */
  public String fingerprint() {
    var text = new StringBuilder();
    text.append(release.distribution()).append(' ').append(release.version()).append('\n');
    // Nodes remember the digest of this very text, so it is not left to how a record prints.
    text.append("ResourcesSpec[heapBytes=").append(resources.heapBytes());
    text.append(", memoryBytes=").append(resources.memoryBytes());
    text.append(", cpuMillis=").append(resources.cpuMillis()).append("]\n");
    properties.forEach(
        (key, value) -> {
          if (!dynamicKeys.contains(key)) {
            text.append(key).append('=').append(value).append('\n');
          }
        });
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** This revision on another release. */
  public Revision release(KafkaRelease other) {
    return new Revision(other, properties, dynamicKeys, resources);
  }
}
