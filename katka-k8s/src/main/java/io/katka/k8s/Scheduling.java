package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where the pods may run.
 *
 * @param apart whether two brokers, or two controllers, may share a machine
 * @param spreadZones whether nodes are spread over the zones as far as possible; the brokers of a
 *     new cluster to which no racks are given have them as their racks, where Katka may read the
 *     machines
 * @param rackLabel the label of the machines that holds a rack's name: a Kafka node with a rack
 *     runs only there; empty where racks are names for Kafka only
 * @param nodeSelector labels that a machine must have
 * @param tolerations taints that do not keep the pods away
 * @param priorityClass the pods' priority class; empty for the default
 */
public record Scheduling(
    Apart apart,
    boolean spreadZones,
    String rackLabel,
    Map<String, String> nodeSelector,
    List<Toleration> tolerations,
    String priorityClass) {
  /** The label by which Kubernetes tells zones apart. */
  public static final String ZONE = "topology.kubernetes.io/zone";

  /** Apart where possible, racks being zones. */
  public static final Scheduling DEFAULT =
      new Scheduling(Apart.PREFERRED, true, ZONE, Map.of(), List.of(), "");

  /** Whether two of a cluster's brokers, or two of its controllers, may share a machine. */
  public enum Apart {
    /** Never: a pod waits until there is a machine for it alone. */
    REQUIRED,
    /** Only where there are too few machines. */
    PREFERRED,
    /** As it comes. */
    ANYHOW
  }

  /**
   * A taint that does not keep the pods away.
   *
   * @param key the taint's key; empty for all
   * @param value its value; empty for any
   * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}; empty for all
   */
  public record Toleration(String key, String value, String effect) {
    public Toleration {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      if (!List.of("", "NoSchedule", "PreferNoSchedule", "NoExecute").contains(effect)) {
        throw new InvalidSpecException(
            "scheduling.toleration.effect",
            "'" + effect + "'",
            "NoSchedule, PreferNoSchedule, NoExecute or nothing",
            "Take the effect of the taint.");
      }
      if (key.isEmpty() && !value.isEmpty()) {
        throw new InvalidSpecException(
            "scheduling.toleration.key", "''", "a key, as there is a value", "Name the taint.");
      }
    }
  }

  public Scheduling {
    Objects.requireNonNull(apart, "apart");
    Objects.requireNonNull(rackLabel, "rackLabel");
    nodeSelector = Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
    tolerations = List.copyOf(tolerations);
    Objects.requireNonNull(priorityClass, "priorityClass");
  }

  /** Sharing of machines is handled this way. */
  public Scheduling apart(Apart other) {
    return new Scheduling(other, spreadZones, rackLabel, nodeSelector, tolerations, priorityClass);
  }

  /** Spread over zones or not. */
  public Scheduling spreadZones(boolean spread) {
    return new Scheduling(apart, spread, rackLabel, nodeSelector, tolerations, priorityClass);
  }

  /** Racks are the values of this label; empty where they bind nothing. */
  public Scheduling rackLabel(String label) {
    return new Scheduling(apart, spreadZones, label, nodeSelector, tolerations, priorityClass);
  }

  /** Only on machines that have this label too. */
  public Scheduling nodeSelector(String label, String value) {
    var more = new TreeMap<>(nodeSelector);
    more.put(label, value);
    return new Scheduling(apart, spreadZones, rackLabel, more, tolerations, priorityClass);
  }

  /** Also on machines with this taint. */
  public Scheduling tolerate(String key, String value, String effect) {
    var more = new ArrayList<>(tolerations);
    more.add(new Toleration(key, value, effect));
    return new Scheduling(apart, spreadZones, rackLabel, nodeSelector, more, priorityClass);
  }

  /** With this priority class. */
  public Scheduling priorityClass(String name) {
    return new Scheduling(apart, spreadZones, rackLabel, nodeSelector, tolerations, name);
  }
}
