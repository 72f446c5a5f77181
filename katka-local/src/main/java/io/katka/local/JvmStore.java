package io.katka.local;

import io.katka.spi.ClusterLock;
import io.katka.spi.RunStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Notes that last as long as their cluster. */
final class JvmStore implements RunStore {
  private final Map<String, String> notes = new ConcurrentHashMap<>();

  @Override
  public Optional<String> load(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  @Override
  public void save(ClusterLock lock, String key, String text) {
    lock.renew();
    notes.put(key, text);
  }

  @Override
  public void delete(ClusterLock lock, String key) {
    lock.renew();
    notes.remove(key);
  }
}
