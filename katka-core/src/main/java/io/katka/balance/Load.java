package io.katka.balance;

/**
 * What lies on a broker.
 *
 * @param replicas the number of replicas
 * @param leaders the number of partitions of which it is the preferred leader
 * @param bytes the bytes of its replicas, unknown sizes as 0
 * @param leaderTraffic bytes per second written to and read from partitions it leads; 0 where the
 *     table does not tell
 */
public record Load(int replicas, int leaders, long bytes, long leaderTraffic) {}
