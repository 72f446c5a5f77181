package io.katka.kafka.proof;

import java.nio.ByteBuffer;

/**
 * What a record carries: its partition as the key; sequence and time, then padding, as the value.
 */
final class Payload {
  private Payload() {}

  static byte[] key(int partition) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
  }

  /**
   * A value.
   *
   * @param bytes its size, at least 16
   */
  static byte[] value(long sequence, long epochMillis, int bytes) {
    return ByteBuffer.allocate(bytes).putLong(sequence).putLong(epochMillis).array();
  }

  static int partition(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  static long sequence(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}
