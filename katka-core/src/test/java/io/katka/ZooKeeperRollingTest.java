package io.katka;

/** How nodes are rolled with a ZooKeeper ensemble: the same. */
class ZooKeeperRollingTest extends RollingTest {
  @Override
  String before() {
    return "5.0.0";
  }

  @Override
  String after() {
    return "5.1.0";
  }

  @Override
  ClusterRequest dedicated(int brokers) {
    return kafka().replicas(brokers).zookeeper(3);
  }
}
