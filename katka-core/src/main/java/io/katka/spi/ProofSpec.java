package io.katka.spi;

import io.katka.error.InvalidSpecException;

/**
 * The traffic that proves what clients see.
 *
 * @param recordsPerSecond how many records are sent a second, over all partitions, 1 to 100,000
 * @param recordBytes the size of each record's value in bytes, 16 to 1,000,000
 */
public record ProofSpec(int recordsPerSecond, int recordBytes) {
  /** 200 records a second of 100 bytes. */
  public static final ProofSpec DEFAULT = new ProofSpec(200, 100);

  public ProofSpec {
    if (recordsPerSecond < 1 || recordsPerSecond > 100_000) {
      throw new InvalidSpecException(
          "prove.rate", recordsPerSecond, "1 to 100000 records a second", "Give another rate.");
    }
    if (recordBytes < 16 || recordBytes > 1_000_000) {
      throw new InvalidSpecException(
          "prove.recordBytes", recordBytes, "16 to 1000000 bytes", "Give another size.");
    }
  }

  /** This traffic at another rate. */
  public ProofSpec rate(int perSecond) {
    return new ProofSpec(perSecond, recordBytes);
  }

  /** This traffic with records of another size. */
  public ProofSpec recordBytes(int bytes) {
    return new ProofSpec(recordsPerSecond, bytes);
  }
}
