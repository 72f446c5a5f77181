package io.katka.spec;

import io.katka.error.InvalidSpecException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Brokers of one kind.
 *
 * @param name the pool's name, a DNS label
 * @param replicas how many brokers, at least 1
 * @param racks the racks they are spread over, in turn; empty for none
 * @param storage the volume of each
 * @param resources what each may use
 * @param config broker configuration of this pool only, over the cluster's
 */
public record NodePoolSpec(
    String name,
    int replicas,
    List<String> racks,
    StorageSpec storage,
    ResourcesSpec resources,
    Map<String, String> config) {

  /** The pool that {@code replicas(n)} speaks of. */
  public static final String DEFAULT_NAME = "broker";

  public NodePoolSpec {
    ClusterRef.checkName("pool", name);
    racks = List.copyOf(racks);
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(resources, "resources");
    config = java.util.Collections.unmodifiableMap(new TreeMap<>(config));
    if (replicas < 1 || replicas > 1000) {
      throw new InvalidSpecException(
          name.equals(DEFAULT_NAME) ? "replicas" : "pool " + name + ".replicas",
          replicas,
          "1 to 1000",
          "To remove a cluster, call delete().");
    }
    if (racks.stream().anyMatch(String::isBlank)) {
      throw new InvalidSpecException(
          "pool " + name + ".racks",
          racks,
          "names that are not blank",
          "Name each rack, or give none at all.");
    }
  }

  /** A pool with all else left to the platform. */
  public static NodePoolSpec of(String name, int replicas) {
    return new NodePoolSpec(
        name, replicas, List.of(), StorageSpec.DEFAULT, ResourcesSpec.DEFAULT, Map.of());
  }

  /** This pool with another number of brokers. */
  public NodePoolSpec replicas(int count) {
    return new NodePoolSpec(name, count, racks, storage, resources, config);
  }

  /** This pool spread over other racks. */
  public NodePoolSpec racks(List<String> names) {
    return new NodePoolSpec(name, replicas, names, storage, resources, config);
  }

  /** This pool with other volumes. */
  public NodePoolSpec storage(StorageSpec spec) {
    return new NodePoolSpec(name, replicas, racks, spec, resources, config);
  }

  /** This pool with other resources. */
  public NodePoolSpec resources(ResourcesSpec spec) {
    return new NodePoolSpec(name, replicas, racks, storage, spec, config);
  }

  /** This pool with one setting more or changed. */
  public NodePoolSpec config(String key, Object value) {
    var merged = new TreeMap<>(config);
    merged.put(key, String.valueOf(value));
    return new NodePoolSpec(name, replicas, racks, storage, resources, merged);
  }
}
