package io.katka.k8s.internal.manifest;

import io.katka.spec.ClusterRef;

/** The names of a cluster's objects. */
public final class Names {
  private Names() {}

  /** The headless Service that gives each pod its DNS name. */
  public static String nodes(ClusterRef ref) {
    return ref.name() + "-nodes";
  }

  /** The headless Service of the controllers. */
  public static String controllers(ClusterRef ref) {
    return ref.name() + "-controllers";
  }

  /** The headless Service of the ZooKeeper ensemble's members. */
  public static String ensemble(ClusterRef ref) {
    return ref.name() + "-zookeeper";
  }

  /** The Service at which clients inside begin. */
  public static String bootstrap(ClusterRef ref) {
    return ref.name() + "-bootstrap";
  }

  /** The Service at which clients outside begin. */
  public static String outsideBootstrap(ClusterRef ref) {
    return ref.name() + "-outside";
  }

  /** The Secret with the passwords of the cluster's own users. */
  public static String credentials(ClusterRef ref) {
    return ref.name() + "-credentials";
  }

  /** The Secret with a certificate that was given in the options. */
  public static String certificate(ClusterRef ref) {
    return ref.name() + "-tls";
  }

  /** The ConfigMap with the JMX exporter's rules. */
  public static String metrics(ClusterRef ref) {
    return ref.name() + "-metrics";
  }

  /** The PodDisruptionBudget of the nodes with that role. */
  static String budget(ClusterRef ref, String role) {
    return ref.name() + "-" + role;
  }

  /** A node's StatefulSet, and the beginning of everything else that is its own. */
  public static String node(ClusterRef ref, String pool, int id) {
    return ref.name() + "-" + pool + "-" + id;
  }

  /** A node's pod. */
  public static String pod(ClusterRef ref, String pool, int id) {
    return node(ref, pool, id) + "-0";
  }

  /** A node's volume claim. */
  public static String volume(ClusterRef ref, String pool, int id) {
    return "data-" + pod(ref, pool, id);
  }

  /** The ConfigMap whose existence lets a node format its volume. */
  public static String formatPermit(ClusterRef ref, String pool, int id) {
    return node(ref, pool, id) + "-format";
  }

  /** A node's Service for clients outside. */
  public static String outside(ClusterRef ref, String pool, int id) {
    return node(ref, pool, id) + "-outside";
  }

  /** A pod's name in the DNS of the Kubernetes cluster. */
  public static String host(ClusterRef ref, String pool, int id) {
    return pod(ref, pool, id) + "." + service(ref, nodes(ref));
  }

  /** A Service's name in the DNS of the Kubernetes cluster. */
  public static String service(ClusterRef ref, String name) {
    return name + "." + ref.namespace() + ".svc";
  }
}
