package io.katka.k8s.internal.runtime;

import io.katka.error.KatkaException;
import io.katka.internal.json.Json;
import io.katka.spec.ClusterRef;
import io.katka.spec.Foundation;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a cluster as a whole.
 *
 * @param founded what it is and shall be; null while that is not recorded
 * @param adminPorts node id to the port at which Katka reaches it through a tunnel, for life
 */
record ClusterRecord(@Nullable Foundation founded, Map<Integer, Integer> adminPorts) {
  private static final String FOUNDATION = "foundation.json";
  private static final String PORTS = "admin-ports.json";

  /** The text form of the ports. */
  record Ports(Map<Integer, Integer> ports) {}

  ClusterRecord {
    adminPorts = Collections.unmodifiableMap(new TreeMap<>(adminPorts));
  }

  Optional<Foundation> foundation() {
    return Optional.ofNullable(founded);
  }

  Foundation required(ClusterRef ref) {
    return foundation()
        .orElseThrow(
            () ->
                new KatkaException("No cluster %s is recorded: prepare it first.".formatted(ref)));
  }

  ClusterRecord founded(Foundation foundation) {
    return new ClusterRecord(foundation, adminPorts);
  }

  ClusterRecord adminPort(int node, int port) {
    var more = new TreeMap<>(adminPorts);
    more.put(node, port);
    return new ClusterRecord(founded, more);
  }

  ClusterRecord without(int node) {
    var fewer = new TreeMap<>(adminPorts);
    fewer.remove(node);
    return new ClusterRecord(founded, fewer);
  }

  static ClusterRecord of(ClusterRef ref, Map<String, String> entries) {
    try {
      String foundation = entries.get(FOUNDATION);
      String ports = entries.get(PORTS);
      return new ClusterRecord(
          foundation == null ? null : Json.read(foundation, Foundation.class),
          ports == null ? Map.of() : Json.read(ports, Ports.class).ports());
    } catch (KatkaException e) {
      throw new KatkaException(
          "Cannot understand what the ConfigMap %s in namespace %s records: %s. Restore it; it was written by another version of Katka, or changed by hand."
              .formatted(Notebook.name(ref), ref.namespace(), e.getMessage()),
          e);
    }
  }

  Map<String, String> into(Map<String, String> entries) {
    var changed = new TreeMap<>(entries);
    if (founded != null) {
      changed.put(FOUNDATION, Json.write(founded));
    }
    changed.put(PORTS, Json.write(new Ports(adminPorts)));
    return changed;
  }
}
