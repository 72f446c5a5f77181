package io.katka.local;

import io.katka.error.KatkaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes that nodes within a JVM needed before, unpacked and in one file: to find them in
 * dozens of jars and to inflate them is half of what loading them costs. The file is named by what
 * it was made from, and one that does not hold what its checksum says is not used.
 */
final class KnownClasses {
  private static final Logger LOG = LoggerFactory.getLogger(KnownClasses.class);
  private static final long MAGIC = 0x4b61_746b_6120_3031L;
  private static final int HEADER = 2 * Long.BYTES;
  private static final KnownClasses NONE = new KnownClasses(Map.of());

  private final Map<String, ByteBuffer> classes;

  private KnownClasses(Map<String, ByteBuffer> classes) {
    this.classes = classes;
  }

  /** Where those of these jars are kept. */
  static Path file(Path directory, List<Path> jars) {
    // A jar may hold other classes for another Java.
    var text = new StringBuilder("Java ").append(Runtime.version().feature());
    try {
      for (Path jar : jars) {
        text.append('\n').append(jar.toAbsolutePath()).append(' ').append(Files.size(jar));
        text.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
      }
    } catch (IOException e) {
      throw new KatkaException("Cannot read a jar of the release: " + e, e);
    }
    return directory.resolve("loaded-" + Digests.of(text.toString(), 10) + ".bin");
  }

  /** What a file holds; nothing if it is not there or not whole. */
  static KnownClasses read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Such a file is only ever replaced as a whole, so what is mapped does not change.
      ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, channel.size());
      if (all.remaining() < HEADER || all.getLong() != MAGIC) {
        return NONE;
      }
      long sum = all.getLong();
      return sum == sum(all) ? new KnownClasses(index(all)) : NONE;
    } catch (IOException e) {
      LOG.debug("No classes are known in {}", file, e);
      return NONE;
    }
  }

  private static Map<String, ByteBuffer> index(ByteBuffer all) {
    int count = all.getInt();
    var classes = new LinkedHashMap<String, ByteBuffer>(count * 2);
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[all.getShort()];
      all.get(name);
      int length = all.getInt();
      classes.put(new String(name, StandardCharsets.UTF_8), all.slice(all.position(), length));
      all.position(all.position() + length);
    }
    return classes;
  }

  private static long sum(ByteBuffer bytes) {
    var sum = new CRC32C();
    sum.update(bytes.duplicate());
    return sum.getValue();
  }

  /** Its code; null if it is not known. */
  @Nullable ByteBuffer find(String name) {
    ByteBuffer code = classes.get(name);
    return code == null ? null : code.duplicate();
  }

  /** Their names, in the order in which they were needed. */
  Set<String> names() {
    return classes.keySet();
  }

  /** Keeps classes for the next program, in this order. */
  static void write(Path file, Map<String, ByteBuffer> classes) throws IOException {
    OwnerOnly.directories(file.getParent());
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      OwnerOnly.file(draft);
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer body = body(classes);
        ByteBuffer header = ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(sum(body)).flip();
        write(channel, header);
        write(channel, body);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static ByteBuffer body(Map<String, ByteBuffer> classes) {
    int size = Integer.BYTES;
    var names = new LinkedHashMap<String, byte[]>();
    for (Map.Entry<String, ByteBuffer> entry : classes.entrySet()) {
      byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
      names.put(entry.getKey(), name);
      size += Short.BYTES + name.length + Integer.BYTES + entry.getValue().remaining();
    }
    ByteBuffer body = ByteBuffer.allocate(size).putInt(classes.size());
    classes.forEach(
        (key, code) -> {
          byte[] name = names.get(key);
          body.putShort((short) name.length).put(name);
          body.putInt(code.remaining()).put(code.duplicate());
        });
    return body.flip();
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
