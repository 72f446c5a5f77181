package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseLoaderTest {
  @TempDir Path directory;
  private Path jar;
  private Path kept;

  /** Stand for a release's classes. */
  static class First {}

  static class Second {}

  @BeforeEach
  void aJar() throws IOException {
    kept = directory.resolve("loaded.bin");
    jar = directory.resolve("kafka.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : List.of(First.class, Second.class)) {
        out.putNextEntry(new JarEntry(path(type)));
        out.write(code(type));
      }
      out.putNextEntry(new JarEntry("some.properties"));
    }
  }

  @Test
  void keepsWhatItLoadedForTheNextProgram() throws Exception {
    try (var loader = loader()) {
      loader.loadClass(Second.class.getName());
      loader.loadClass(First.class.getName());
      loader.keep();
    }

    assertThat(KnownClasses.read(kept).names())
        .containsExactly(Second.class.getName(), First.class.getName());
  }

  @Test
  void takesWhatIsKnownFromThereAndAllElseFromTheJars() throws Exception {
    try (var loader = loader()) {
      loader.loadClass(First.class.getName());
      loader.keep();
    }
    Path moved = Files.move(jar, directory.resolve("elsewhere.jar"));
    try (var loader = loader()) {
      assertThat(loader.loadClass(First.class.getName()))
          .isNotSameAs(First.class)
          .matches(type -> type.getClassLoader() == loader);
      assertThatThrownBy(() -> loader.loadClass(Second.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
    }
    Files.move(moved, jar);
    try (var loader = loader()) {
      assertThat(loader.loadClass(Second.class.getName())).isNotSameAs(Second.class);
      assertThat(loader.getResource("some.properties")).isNotNull();
    }
  }

  @Test
  void definesWhatIsKnownAheadWithoutInitializingAnything() throws Exception {
    KnownClasses.write(
        kept,
        Map.of(
            First.class.getName(),
            ByteBuffer.wrap(code(First.class)),
            "not.really.There",
            ByteBuffer.wrap(new byte[] {1})));
    try (var loader = loader()) {
      loader.defineKnown();
      Files.delete(jar);

      assertThat(loader.isDefined(First.class.getName())).isTrue();
      assertThat(loader.isDefined(Second.class.getName())).isFalse();
    }
  }

  @Test
  void doesNotWriteAnewForLittle() throws Exception {
    Map<String, ByteBuffer> many = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      many.put("some.Class" + i, ByteBuffer.wrap(new byte[] {1}));
    }
    KnownClasses.write(kept, many);
    try (var loader = loader()) {
      loader.loadClass(First.class.getName());
      loader.loadClass(Second.class.getName());
      loader.keep();
    }

    assertThat(KnownClasses.read(kept).names()).hasSize(200);
  }

  @Test
  void writesTheSameOnlyOnce() throws Exception {
    try (var loader = loader()) {
      loader.loadClass(First.class.getName());
      loader.keep();
      Files.delete(kept);
      loader.keep();
      assertThat(kept).doesNotExist();

      loader.loadClass(Second.class.getName());
      loader.keep();
      assertThat(KnownClasses.read(kept).names()).hasSize(2);
    }
  }

  @Test
  void addsToWhatIsKnown() throws Exception {
    KnownClasses.write(kept, Map.of("some.Other", ByteBuffer.wrap(new byte[] {1})));
    try (var loader = loader()) {
      loader.loadClass(First.class.getName());
      loader.keep();
    }

    assertThat(KnownClasses.read(kept).names())
        .containsExactly("some.Other", First.class.getName());
  }

  private ReleaseLoader loader() {
    return new ReleaseLoader(new NoLog(List.of(jar)), kept);
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] code(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(path(type))) {
      return in.readAllBytes();
    }
  }

  private record NoLog(List<Path> jars) implements ReleaseLog {
    @Override
    public Optional<URL> resource(String name) {
      return Optional.empty();
    }

    @Override
    public void to(Path directory, ClassLoader loader) {
      throw new UnsupportedOperationException("nothing is logged here");
    }
  }
}
