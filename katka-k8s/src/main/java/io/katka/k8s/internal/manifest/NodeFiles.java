package io.katka.k8s.internal.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.katka.spec.NodeSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a node reads when it starts: a ConfigMap that never changes and whose name follows from its
 * content, so that a pod comes back with what its StatefulSet says, all of it or nothing.
 */
final class NodeFiles {
  static final String PROPERTIES = "server.properties";
  static final String FORMAT = "format.arguments";
  static final String CLUSTER_ID = "cluster.id";
  static final String START = "start.sh";
  static final String ALIVE = "alive.sh";
  static final String SERVING = "serving.sh";
  static final String LOG4J2 = "log4j2.properties";
  static final String LOG4J1 = "log4j.properties";

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private NodeFiles() {}

  /** The files, under a name that {@link #named} completes. */
  static ConfigMap of(ClusterFacts facts, NodeSpec node) {
    return new ConfigMapBuilder()
        .withMetadata(Labels.of(facts, node, Names.node(facts.ref(), node.pool(), node.id())))
        .withImmutable(true)
        .withData(data(facts, node))
        .build();
  }

  /** The files under the name that follows from their content. */
  static ConfigMap named(ConfigMap files) {
    var data = new TreeMap<>(files.getData());
    return new ConfigMapBuilder(files)
        .editMetadata()
        .withName(files.getMetadata().getName() + "-" + hash(data))
        .endMetadata()
        .build();
  }

  private static Map<String, String> data(ClusterFacts facts, NodeSpec node) {
    var data = new TreeMap<String, String>();
    data.put(CLUSTER_ID, facts.foundation().clusterId() + "\n");
    data.put(ALIVE, resource(ALIVE));
    String logging = usesLog4j1(node) ? LOG4J1 : LOG4J2;
    data.put(logging, resource(logging));
    if (Ensemble.isBehind(node)) {
      EnsembleFiles.add(data, facts, node);
    } else {
      data.put(PROPERTIES, file(ServerProperties.of(facts, node)));
      data.put(FORMAT, String.join("\n", FormatArguments.of(facts, node)) + "\n");
      data.put(START, resource(START));
    }
    return data;
  }

  /** Up to 3.9 Kafka ships Log4j 1, since 4.0 Log4j 2. */
  static boolean usesLog4j1(NodeSpec node) {
    String kafka = node.revision().release().kafkaVersion();
    return kafka.startsWith("2.") || kafka.startsWith("3.");
  }

  /** As Kafka reads them, escaped no more than that needs, as people read them too. */
  static String file(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(entry -> escaped(entry.getKey(), "") + readable(escaped("", entry.getValue())) + "\n")
        .collect(Collectors.joining());
  }

  private static String escaped(String key, String value) {
    var one = new Properties();
    one.setProperty(key, value);
    var text = new StringWriter();
    try {
      one.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The first line is a date.
    String line = text.toString().lines().skip(1).collect(Collectors.joining());
    return key.isEmpty() ? line.substring(1) : line;
  }

  private static String readable(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    ":=#!".contains(found.group(1)) ? found.group(1) : found.group()));
  }

  static String resource(String name) {
    try (InputStream in = NodeFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the module has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(Map<String, String> data) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      data.forEach(
          (key, value) ->
              digest.update(
                  (key.length() + " " + key + value.length() + " " + value)
                      .getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
