package io.katka.local;

import io.katka.error.UnreachableException;
import io.katka.spi.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets one thread of one process at a time read and change the state below a directory. Held for
 * moments only; not reentrant.
 *
 * <p>The system holds a file's lock for a process, not for a channel, and drops it when the process
 * closes any channel to that file. So within the JVM a monitor comes first: an interned string,
 * because that is one object for all class loaders.
 */
final class Guard {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Path file;
  private final String monitor;
  private final Time time;

  Guard(Path directory, Time time) {
    this.file = directory.resolve("guard");
    this.monitor = ("io.katka.local.guard " + file).intern();
    this.time = time;
  }

  void run(Runnable action) {
    get(
        () -> {
          action.run();
          return true;
        });
  }

  <T> T get(Supplier<T> action) {
    synchronized (monitor) {
      try {
        OwnerOnly.directories(file.getParent());
        OwnerOnly.file(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          lock(channel);
          return action.get();
        }
      } catch (IOException | TimeoutException e) {
        throw new UnreachableException("Cannot lock " + file + ": " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnreachableException("Interrupted while waiting for " + file, e);
      }
    }
  }

  /** Locks the file until the channel is closed. */
  private void lock(FileChannel channel)
      throws IOException, TimeoutException, InterruptedException {
    long start = time.nanos();
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (time.nanos() - start > PATIENCE.toNanos()) {
        throw new TimeoutException("another process holds it for more than " + PATIENCE);
      }
      time.sleep(PAUSE);
      lock = channel.tryLock();
    }
  }
}
