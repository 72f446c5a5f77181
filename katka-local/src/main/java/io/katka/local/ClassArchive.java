package io.katka.local;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classes in the form the JVM uses them (JEP 350), which nearly halves the processor time of a
 * node's start. For each Java, class path and kind of node, the first node writes such an archive
 * when it ends, which lets it end some seconds later, and the nodes started after that use it. What
 * a member of an ensemble writes would be no use to brokers: it knows next to none of their
 * classes.
 *
 * <p>It cannot keep a node from starting: an archive is put in its place only once its writer ended
 * well, and the JVM does without one that does not fit.
 */
final class ClassArchive {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final int FIRST_JAVA = 17;
  private static final int TERMINATED = 128 + 15;
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path directory;
  private final JavaHome java;
  private final Map<String, String> writers = new ConcurrentHashMap<>();
  private final Set<String> beingWritten = ConcurrentHashMap.newKeySet();

  ClassArchive(Path directory, JavaHome java) {
    this.directory = directory;
    this.java = java;
  }

  /**
   * The JVM options for the process of that token: use an archive, write one, or neither.
   *
   * @param kind tells nodes that load the same classes from those that load others
   */
  List<String> options(List<Path> classPath, String kind, String token) {
    try {
      if (java.feature() < FIRST_JAVA) {
        return List.of();
      }
      String key = key(classPath, kind);
      if (Files.exists(archive(key))) {
        return options("-XX:SharedArchiveFile=" + archive(key));
      }
      if (!beingWritten.add(key)) {
        return List.of();
      }
      writers.put(token, key);
      OwnerOnly.directories(directory);
      removeAbandoned();
      return options("-XX:ArchiveClassesAtExit=" + draft(key, token));
    } catch (IOException | KatkaException e) {
      LOG.debug("Starting without a class archive", e);
      return List.of();
    }
  }

  /** Whether the process of that token writes an archive when it ends in order. */
  boolean isWriter(String token) {
    return writers.containsKey(token);
  }

  /** Puts what a process wrote in its place, if it ended as it should. */
  void ended(String token, int exitCode) {
    String key = writers.remove(token);
    if (key == null) {
      return;
    }
    beingWritten.remove(key);
    Path draft = draft(key, token);
    try {
      boolean complete = exitCode == 0 || exitCode == TERMINATED;
      if (complete && Files.exists(draft)) {
        Files.move(draft, archive(key), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      LOG.debug("No class archive in {}", directory, e);
    }
  }

  /** Drafts of writers whose program did not live to put them in their place. */
  private void removeAbandoned() throws IOException {
    Instant old = Instant.now().minus(ABANDONED);
    try (var drafts = Files.newDirectoryStream(directory, "classes-*.tmp")) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(old)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  private static List<String> options(String option) {
    return List.of(option, "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");
  }

  private Path archive(String key) {
    return directory.resolve(key + ".jsa");
  }

  private Path draft(String key, String token) {
    return directory.resolve(key + "." + token + ".tmp");
  }

  private String key(List<Path> classPath, String kind) throws IOException {
    var text = new StringBuilder();
    text.append(Files.readString(java.directory().resolve("release"))).append(java.directory());
    text.append('\n').append(kind);
    for (Path jar : classPath) {
      text.append('\n').append(jar).append(' ').append(Files.size(jar));
      text.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
    }
    return "classes-" + Digests.of(text.toString(), 10);
  }
}
