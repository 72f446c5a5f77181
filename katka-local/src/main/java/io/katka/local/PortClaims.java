package io.katka.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps programs of one user from choosing the same free port before either listens on it: a port
 * is a byte of a file that all of them know, and whoever chose it holds that byte's lock. The
 * system gives it back when the program ends, however it ends.
 *
 * <p>There is one channel for each such file in a JVM, never closed: closing any channel to a file
 * gives back all the process's locks on it.
 */
final class PortClaims {
  private static final Map<Path, FileChannel> CHANNELS = new ConcurrentHashMap<>();
  private static final Map<Path, Map<Integer, FileLock>> CLAIMS = new ConcurrentHashMap<>();

  private final Path file;

  PortClaims(Path directory) {
    this.file = directory.resolve("ports.lock");
  }

  /** Claims a port for the life of this program; false where it is claimed already. */
  boolean claim(int port) {
    try {
      FileChannel channel = channel();
      synchronized (channel) {
        FileLock lock = channel.tryLock(port, 1, false);
        if (lock == null) {
          return false;
        }
        claims().put(port, lock);
        return true;
      }
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      // Where files cannot be locked, a port that is taken is found when the node starts.
      return true;
    }
  }

  /** Lets others have a port again. */
  void release(int port) {
    FileLock lock = claims().remove(port);
    if (lock != null) {
      try {
        lock.release();
      } catch (IOException e) {
        // The claim then lasts until this program ends, which hurts nobody.
        return;
      }
    }
  }

  private Map<Integer, FileLock> claims() {
    return CLAIMS.computeIfAbsent(file, f -> new ConcurrentHashMap<>());
  }

  private FileChannel channel() throws IOException {
    FileChannel known = CHANNELS.get(file);
    if (known != null) {
      return known;
    }
    synchronized (CHANNELS) {
      FileChannel present = CHANNELS.get(file);
      if (present == null) {
        OwnerOnly.directories(file.getParent());
        OwnerOnly.file(file);
        present = FileChannel.open(file, StandardOpenOption.WRITE);
        CHANNELS.put(file, present);
      }
      return present;
    }
  }
}
