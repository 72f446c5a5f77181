package io.katka.event;

/**
 * How far the copying of replicas has come.
 *
 * @param moves partitions that get replicas on other brokers
 * @param movesDone those that have them
 * @param bytes bytes to copy, as known when it began; unknown sizes count as 0
 * @param bytesDone bytes copied
 * @param bytesPerSecond the throttle of each broker and direction; 0 for none
 * @param boundMillis how long it takes at least at that throttle, from its beginning: the broker
 *     that copies most decides; 0 without a throttle
 * @param elapsedMillis how long it has taken so far
 * @param etaMillis how long it will take yet: what is left at the speed so far, but no less than
 *     the throttle allows; -1 while there is no speed yet
 */
public record Movement(
    int moves,
    int movesDone,
    long bytes,
    long bytesDone,
    long bytesPerSecond,
    long boundMillis,
    long elapsedMillis,
    long etaMillis) {}
