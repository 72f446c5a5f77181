package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownClassesTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("cache").resolve("loaded.bin");
    Map<String, ByteBuffer> classes = new LinkedHashMap<>();
    classes.put("kafka.Zebra", ByteBuffer.wrap(new byte[] {1, 2, 3}));
    classes.put("kafka.Ant", ByteBuffer.wrap(new byte[] {4}));
    KnownClasses.write(file, classes);
  }

  @Test
  void areReadAsTheyWereWrittenAndInTheirOrder() {
    KnownClasses known = KnownClasses.read(file);

    assertThat(known.names()).containsExactly("kafka.Zebra", "kafka.Ant");
    assertThat(known.find("kafka.Zebra")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(known.find("kafka.Ant")).isEqualTo(ByteBuffer.wrap(new byte[] {4}));
    assertThat(known.find("kafka.Bee")).isNull();
  }

  @Test
  void canBeTakenMoreThanOnce() {
    KnownClasses known = KnownClasses.read(file);
    known.find("kafka.Ant").get();

    assertThat(known.find("kafka.Ant").remaining()).isOne();
  }

  @Test
  void areNotThereBeforeTheyAreWritten() {
    assertThat(KnownClasses.read(directory.resolve("another.bin")).names()).isEmpty();
  }

  @Test
  void areNotUsedWhereOneByteIsAnother() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    Files.write(file, bytes);

    assertThat(KnownClasses.read(file).names()).isEmpty();
  }

  @Test
  void areNotUsedWhereTheEndIsMissing() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 16, 20, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));

      assertThat(KnownClasses.read(file).names()).as("of %d bytes", length).isEmpty();
    }
  }

  @Test
  void areReplacedAsAWholeAndLeaveNoDraft() throws IOException {
    KnownClasses before = KnownClasses.read(file);
    KnownClasses.write(file, Map.of("kafka.Bee", ByteBuffer.wrap(new byte[] {9})));

    assertThat(KnownClasses.read(file).names()).containsExactly("kafka.Bee");
    assertThat(before.find("kafka.Ant")).isEqualTo(ByteBuffer.wrap(new byte[] {4}));
    assertThat(file.getParent()).isDirectoryContaining("glob:**loaded.bin");
    assertThat(List.of(file.getParent().toFile().list())).containsExactly("loaded.bin");
  }

  @Test
  void ofAJarThatIsAnotherNowAreKeptElsewhere() throws IOException {
    Path jar = Files.writeString(directory.resolve("kafka.jar"), "classes");
    Path kept = KnownClasses.file(directory, List.of(jar));
    assertThat(KnownClasses.file(directory, List.of(jar))).isEqualTo(kept);

    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    Path ofAnotherTime = KnownClasses.file(directory, List.of(jar));
    Files.writeString(jar, "other classes");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

    assertThat(List.of(kept, ofAnotherTime, KnownClasses.file(directory, List.of(jar))))
        .doesNotHaveDuplicates();
  }
}
