package io.katka.local;

import io.katka.error.UnreachableException;
import io.katka.spi.ClusterLock;
import io.katka.spi.RunStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A run's notes as files beside the cluster. */
record LocalStore(ClusterFiles cluster, Fence fence) implements RunStore {

  @Override
  public Optional<String> load(String key) {
    Path file = file(key);
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UnreachableException("Cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public void save(ClusterLock lock, String key, String text) {
    Path file = file(key);
    fence.run(
        lock,
        cluster,
        () -> {
          try {
            OwnerOnly.write(file, text);
          } catch (IOException e) {
            throw new UnreachableException("Cannot write " + file + ": " + e, e);
          }
        });
  }

  @Override
  public void delete(ClusterLock lock, String key) {
    fence.run(lock, cluster, () -> OwnerOnly.delete(file(key)));
  }

  private Path file(String key) {
    return cluster.store().resolve(URLEncoder.encode(key, StandardCharsets.UTF_8) + ".note");
  }
}
