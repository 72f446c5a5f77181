package io.katka.k8s.internal.manifest;

import io.katka.k8s.Options;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What has to be known of a cluster to render its objects.
 *
 * @param ref which cluster
 * @param foundation what it is
 * @param adminPorts node id to the port that Katka's tunnel to it has on the driver's machine; a
 *     node that is broker and controller has the next port for its controller too
 * @param adminPassword the generated password of the cluster's own users, of letters, digits, '-'
 *     and '_'
 * @param options how it becomes Kubernetes objects
 * @param controllerPools node id to pool of the controllers that are there
 * @param outside node id to the address by which clients outside reach it, as far as it is known
 * @param podMonitors whether the cluster knows PodMonitors
 */
public record ClusterFacts(
    ClusterRef ref,
    Foundation foundation,
    Map<Integer, Integer> adminPorts,
    String adminPassword,
    Options options,
    Map<Integer, String> controllerPools,
    Map<Integer, HostAndPort> outside,
    boolean podMonitors) {
  private static final Pattern PASSWORD = Pattern.compile("[-_a-zA-Z0-9]{16,200}");

  public ClusterFacts {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(foundation, "foundation");
    adminPorts = Collections.unmodifiableMap(new TreeMap<>(adminPorts));
    Objects.requireNonNull(options, "options");
    controllerPools = Collections.unmodifiableMap(new TreeMap<>(controllerPools));
    outside = Collections.unmodifiableMap(new TreeMap<>(outside));
    if (!PASSWORD.matcher(adminPassword).matches()) {
      throw new IllegalArgumentException(
          "the password of %s is not 16 to 200 letters, digits, '-' and '_'".formatted(ref));
    }
  }

  /** Facts of a cluster of which nothing is there yet. */
  public ClusterFacts(
      ClusterRef ref,
      Foundation foundation,
      Map<Integer, Integer> adminPorts,
      String adminPassword,
      Options options) {
    this(ref, foundation, adminPorts, adminPassword, options, Map.of(), Map.of(), false);
  }

  /** These facts with the pools of the controllers that are there. */
  public ClusterFacts controllerPools(Map<Integer, String> pools) {
    return new ClusterFacts(
        ref, foundation, adminPorts, adminPassword, options, pools, outside, podMonitors);
  }

  /** These facts with addresses for clients outside. */
  public ClusterFacts outside(Map<Integer, HostAndPort> addresses) {
    return new ClusterFacts(
        ref,
        foundation,
        adminPorts,
        adminPassword,
        options,
        controllerPools,
        addresses,
        podMonitors);
  }

  /** These facts, the cluster knowing PodMonitors or not. */
  public ClusterFacts podMonitors(boolean known) {
    return new ClusterFacts(
        ref, foundation, adminPorts, adminPassword, options, controllerPools, outside, known);
  }

  @Override
  public String toString() {
    return "ClusterFacts[" + ref + "]";
  }
}
