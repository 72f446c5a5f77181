package io.katka.bench.balance;

/**
 * What an instance looks like.
 *
 * @param brokers brokers before the operation
 * @param partitions partitions
 * @param racks how brokers spread over racks
 * @param start how replicas lie before the operation
 * @param operation what happens to the brokers
 * @param seed decides everything else
 */
public record Shape(
    int brokers, int partitions, Racks racks, Start start, Operation operation, long seed) {

  /** How brokers spread over racks. */
  public enum Racks {
    /** Three racks of the same size, give or take one broker. */
    THREE,
    /** Three racks holding about a half, three tenths and a fifth of the brokers. */
    UNEVEN,
    /** Five racks of the same size. */
    FIVE,
    /** No racks. */
    NONE
  }

  /** How replicas lie before the operation. */
  public enum Start {
    /** As Kafka itself places them when topics are created. */
    STRIPED,
    /** Striped over a growing cluster, some topics deleted, some replicas moved by hand. */
    AGED,
    /** Some brokers hold several times what others do. */
    SKEWED,
    /** Aged, and every twentieth partition with replicas sharing a rack. */
    BROKEN
  }

  /** What happens to the brokers. */
  public enum Operation {
    /** A tenth more brokers. */
    PLUS_10,
    /** A third more brokers. */
    PLUS_33,
    /** A tenth of the brokers is drained. */
    DRAIN_10,
    /** One broker is dead and a new one takes its place. */
    REPLACE,
    /** The brokers stay; only balance is wanted. */
    FIX,
    /** The brokers stay and all is balanced: the instance is a plan's own outcome. */
    NOTHING,
    /** A tenth more brokers, a twentieth drained, one dead, all at once. */
    STORM
  }

  /** A short name. */
  public String name() {
    return "%d/%s-%s-%s-%s-%d"
        .formatted(
            brokers,
            partitions >= 1000 ? partitions / 1000 + "k" : String.valueOf(partitions),
            racks,
            start,
            operation,
            seed)
        .toLowerCase(java.util.Locale.ROOT);
  }
}
