package io.katka;

/** How runs exclude each other, end, and go on with a ZooKeeper ensemble: the same. */
class ZooKeeperRunsTest extends RunsTest {
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
