package io.katka;

/** How brokers come and go with a ZooKeeper ensemble: the same. */
class ZooKeeperScalingTest extends ScalingTest {
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
