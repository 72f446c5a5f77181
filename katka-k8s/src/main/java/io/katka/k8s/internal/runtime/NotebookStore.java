package io.katka.k8s.internal.runtime;

import io.katka.spi.ClusterLock;
import io.katka.spi.RunStore;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** A run's notes in the cluster's notebook. */
record NotebookStore(Notebook notebook) implements RunStore {
  private static final String PREFIX = "note.";

  @Override
  public Optional<String> load(String key) {
    return Optional.ofNullable(notebook.read().get(entry(key)));
  }

  @Override
  public void save(ClusterLock lock, String key, String text) {
    notebook.change(
        Locks.own(lock),
        entries -> {
          entries.put(entry(key), text);
          return entries;
        });
  }

  @Override
  public void delete(ClusterLock lock, String key) {
    notebook.change(
        Locks.own(lock),
        entries -> {
          entries.remove(entry(key));
          return entries;
        });
  }

  /** Keys of a ConfigMap are letters, digits, dots, dashes and underscores. */
  private static String entry(String key) {
    return key.matches("[-_a-zA-Z0-9]{1,200}")
        ? PREFIX + key
        : PREFIX + "hex." + HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
  }
}
