/** Kafka's metadata in ZooKeeper, as brokers up to 3.9 keep it there. */
@NullMarked
package io.katka.zookeeper;

import org.jspecify.annotations.NullMarked;
