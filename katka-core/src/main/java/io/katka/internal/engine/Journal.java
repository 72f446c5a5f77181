package io.katka.internal.engine;

import io.katka.error.KatkaException;
import io.katka.internal.json.Json;
import io.katka.spi.ClusterLock;
import io.katka.spi.RunStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The notes of runs over a cluster: what cannot be observed. Every change is durable before it
 * takes effect. A journal that cannot be read is never taken for an empty one.
 */
public final class Journal {
  private static final String KEY = "journal";

  private final RunStore store;
  private final TreeMap<String, String> notes;

  private Journal(RunStore store, Map<String, String> notes) {
    this.store = store;
    this.notes = new TreeMap<>(notes);
  }

  /**
   * Reads the journal of a cluster.
   *
   * @throws KatkaException if it is corrupt
   */
  public static Journal load(RunStore store, String cluster) {
    String text = store.load(KEY).orElse(null);
    if (text == null) {
      return new Journal(store, Map.of());
    }
    try {
      Content content = Json.read(text, Content.class);
      if (content.crc() == crc(content.notes())) {
        return new Journal(store, content.notes());
      }
    } catch (RuntimeException e) {
      throw corrupt(cluster, e);
    }
    throw corrupt(cluster, null);
  }

  private static KatkaException corrupt(
      String cluster, @org.jspecify.annotations.Nullable Throwable cause) {
    String message =
        ("The journal of cluster %s is corrupt: what an unfinished run left (throttles, cordons,"
                + " moves) is not known. Look at the cluster's reassignments and dynamic"
                + " configuration, mend what is left over, then delete the store's entry '%s'.")
            .formatted(cluster, KEY);
    return cause == null ? new KatkaException(message) : new KatkaException(message, cause);
  }

  /** All notes. */
  public synchronized Map<String, String> notes() {
    return new TreeMap<>(notes);
  }

  synchronized Optional<String> note(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  synchronized void keep(ClusterLock lock, String key, String text) {
    if (!text.equals(notes.get(key))) {
      var changed = new TreeMap<>(notes);
      changed.put(key, text);
      save(lock, changed);
    }
  }

  synchronized void forget(ClusterLock lock, String key) {
    if (notes.containsKey(key)) {
      var changed = new TreeMap<>(notes);
      changed.remove(key);
      save(lock, changed);
    }
  }

  private void save(ClusterLock lock, TreeMap<String, String> changed) {
    store.save(lock, KEY, Json.write(new Content(changed, crc(changed))));
    notes.clear();
    notes.putAll(changed);
  }

  private static long crc(Map<String, String> notes) {
    var crc = new CRC32();
    crc.update(new TreeMap<>(notes).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** The journal as it is kept. */
  record Content(Map<String, String> notes, long crc) {}
}
