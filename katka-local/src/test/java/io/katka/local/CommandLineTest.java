package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final NodeFiles node = new NodeFiles(Path.of("/a dir/kafka/nodes/1"));

  @Test
  void isShortAndBearsTheToken() {
    assertThat(
            CommandLine.command(
                List.of("/usr/bin/setsid"), new JavaHome(Path.of("/java")), "token-1", node))
        .containsExactly(
            "/usr/bin/setsid",
            "/java/bin/java",
            "-Dkatka.node=token-1",
            "@/a dir/kafka/nodes/1/jvm.args");
  }

  @Test
  void argumentsAreQuotedOneOnEachLine() {
    String file =
        CommandLine.argumentFile(
            node,
            "token-1",
            List.of(Path.of("/jars/a \"b\".jar"), Path.of("/jars/back\\slash.jar")),
            List.of("-Xshare:auto"),
            1024,
            List.of("format", "--no-initial-controllers"));
    assertThat(file.lines())
        .startsWith("\"-Xmx1024\"")
        .contains("\"-Xshare:auto\"", "\"/jars/a \\\"b\\\".jar:/jars/back\\\\slash.jar\"")
        .endsWith(
            "\"io.katka.local.child.NodeLauncher\"",
            "\"/a dir/kafka/nodes/1/instance\"",
            "\"token-1\"",
            "\"/a dir/kafka/nodes/1/server.properties\"",
            "\"/a dir/kafka/nodes/1/formatted\"",
            "\"/a dir/kafka/nodes/1/data/meta.properties\"",
            "\"format\"",
            "\"--no-initial-controllers\"");
  }
}
