package io.katka.it;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@link DriverMain} needs on Kubernetes, in one file that is easily carried there. */
final class OneJar {
  private static final Pattern NEEDED =
      Pattern.compile(
          "katka-(core|kafka|k8s|examples)|kafka-clients|kubernetes-|zjsonpatch|jackson|resilience4j|slf4j|snakeyaml|jspecify");

  private final Map<String, ByteArrayOutputStream> services = new TreeMap<>();
  private final JarOutputStream jar;
  private final Set<String> names = new HashSet<>();

  private OneJar(JarOutputStream jar) {
    this.jar = jar;
  }

  /** Writes it. */
  static Path ofThisClassPath(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.setLevel(1);
      var one = new OneJar(jar);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          one.addDirectory(path);
        } else if (NEEDED.matcher(path.getFileName().toString()).find()) {
          one.addJar(path);
        }
      }
      one.addServices();
    }
    return file;
  }

  private void addDirectory(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          add(directory.relativize(file).toString().replace(File.separatorChar, '/'), in);
        }
      }
    }
  }

  private void addJar(Path file) throws IOException {
    try (JarFile from = new JarFile(file.toFile())) {
      for (JarEntry entry : from.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream in = from.getInputStream(entry)) {
          add(entry.getName(), in);
        }
      }
    }
  }

  /** The first one of a name counts, as on a class path; of services all do. */
  private void add(String name, InputStream in) throws IOException {
    if (name.startsWith("META-INF/services/")) {
      ByteArrayOutputStream all =
          services.computeIfAbsent(name, key -> new ByteArrayOutputStream());
      in.transferTo(all);
      all.write('\n');
    } else if (!name.startsWith("META-INF/") && names.add(name)) {
      jar.putNextEntry(new JarEntry(name));
      in.transferTo(jar);
      jar.closeEntry();
    }
  }

  private void addServices() throws IOException {
    for (var service : services.entrySet()) {
      jar.putNextEntry(new JarEntry(service.getKey()));
      service.getValue().writeTo(jar);
      jar.closeEntry();
    }
  }
}
