package io.katka.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a release's classes, seen by nobody else: its parent is the platform's loader. What was
 * loaded before in another program comes from one file, all else from the jars, and what the log
 * goes by is found as if it stood in a jar.
 */
final class ReleaseLoader extends URLClassLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseLoader.class);

  /** With fewer new ones among so many known ones, to keep them too is not worth the writing. */
  private static final int NEW_OF_KNOWN = 50;

  static {
    registerAsParallelCapable();
  }

  private final ReleaseLog log;
  private final Path kept;
  private final KnownClasses known;
  private final Queue<String> found = new ConcurrentLinkedQueue<>();
  private int alreadyKept;

  /**
   * A loader of the jars that a log leaves.
   *
   * @param kept the file of what was loaded before
   */
  ReleaseLoader(ReleaseLog log, Path kept) {
    super(urls(log.jars()), ClassLoader.getPlatformClassLoader());
    this.log = log;
    this.kept = kept;
    known = KnownClasses.read(kept);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    ByteBuffer code = known.find(name);
    if (code != null) {
      return defineClass(name, code, (ProtectionDomain) null);
    }
    Class<?> fromJar = super.findClass(name);
    // Classes of one package must agree on who signed them.
    if (fromJar.getProtectionDomain().getCodeSource().getCertificates() == null) {
      found.add(name);
    }
    return fromJar;
  }

  /**
   * Defines what is known, so that it is there when it is needed. It initializes nothing: threads
   * that initialize the same classes in different orders could wait for each other for ever.
   */
  void defineKnown() {
    for (String name : known.names()) {
      try {
        loadClass(name);
      } catch (ClassNotFoundException | LinkageError e) {
        LOG.debug("{} is not defined ahead", name, e);
      }
    }
  }

  /** Whether a class was defined here. */
  boolean isDefined(String name) {
    return findLoadedClass(name) != null;
  }

  /** Keeps what was loaded for the next program, if that is much more than what was known. */
  synchronized void keep() {
    List<String> all = List.copyOf(found);
    if ((all.size() - alreadyKept) * NEW_OF_KNOWN <= known.names().size() + alreadyKept) {
      return;
    }
    alreadyKept = all.size();
    try {
      var classes = new LinkedHashMap<String, ByteBuffer>();
      for (String name : known.names()) {
        classes.put(name, known.find(name));
      }
      for (String name : all) {
        classes.put(name, code(name));
      }
      KnownClasses.write(kept, classes);
    } catch (IOException e) {
      LOG.debug("The classes that were loaded are not kept", e);
    }
  }

  private ByteBuffer code(String name) throws IOException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new IOException("no code of " + name);
      }
      return ByteBuffer.wrap(in.readAllBytes());
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    return log.resource(name).orElseGet(() -> super.findResource(name));
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    Optional<URL> own = log.resource(name);
    return own.isPresent()
        ? Collections.enumeration(List.of(own.get()))
        : super.findResources(name);
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream().map(ReleaseLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("a path is always a URL: " + path, e);
    }
  }
}
