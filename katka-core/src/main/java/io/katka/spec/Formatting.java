package io.katka.spec;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the volume of a new node is formatted, which happens once in a node's life.
 *
 * @param initialVoters node id to directory id of the quorum's first voters, for a node that is one
 *     of them; empty for a node that joins a quorum that is there, and for brokers
 */
public record Formatting(Map<Integer, String> initialVoters) {
  /** Of a node that joins what is there. */
  public static final Formatting JOINING = new Formatting(Map.of());

  public Formatting {
    initialVoters = Collections.unmodifiableMap(new TreeMap<>(initialVoters));
  }
}
