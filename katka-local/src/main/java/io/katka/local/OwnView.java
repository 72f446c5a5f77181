package io.katka.local;

import java.io.IOException;
import java.io.InputStream;

/**
 * Lets code of the program that is written against Kafka's clients see a release's own ones: the
 * classes of one package and below are defined anew here, Kafka's are the release's, and all others
 * the program's. So a program that only wants to look at nodes within its JVM does not load the
 * clients a second time.
 */
final class OwnView extends ClassLoader {
  private static final String KAFKA = "org.apache.kafka.";

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader program;
  private final ClassLoader release;
  private final String anew;

  /**
   * A view.
   *
   * @param type a class of the package
   * @param release the loader of the release's classes
   */
  OwnView(Class<?> type, ClassLoader release) {
    super(type.getClassLoader());
    this.program = type.getClassLoader();
    this.release = release;
    this.anew = type.getPackageName() + ".";
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(KAFKA)) {
      return release.loadClass(name);
    }
    if (!name.startsWith(anew)) {
      return program.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> present = findLoadedClass(name);
      return present == null ? define(name) : present;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = program.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
