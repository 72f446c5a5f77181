package io.katka.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for contents, as files are named by what they were made from. */
final class Digests {
  private Digests() {}

  /** The first bytes of a text's digest, so many of them, in hexadecimal. */
  static String of(String text, int bytes) {
    return of(text.getBytes(StandardCharsets.UTF_8), bytes);
  }

  /** The same of bytes. */
  static String of(byte[] content, int bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
