package io.katka.internal.planner;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Makes identities of clusters and directories as Kafka writes them. */
public final class Identities {
  private Identities() {}

  /**
   * A random UUID in URL-safe Base64, 22 characters. As Kafka's own: none that starts with a dash,
   * which tools would take for an option, or with 64 zero bits, which Kafka keeps for itself.
   */
  public static String random() {
    while (true) {
      UUID uuid = UUID.randomUUID();
      ByteBuffer bytes = ByteBuffer.allocate(16);
      bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
      if (!text.startsWith("-") && uuid.getMostSignificantBits() != 0) {
        return text;
      }
    }
  }
}
