package io.katka.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.examples.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the README and {@code docs/} from saying what does not compile or leads nowhere. */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Set<String> LANGUAGES = Set.of("java", "sh", "xml", "text");

  private static Markdown readme;
  private static final List<Markdown> PAGES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    readme = Markdown.read(ROOT.resolve("README.md"));
    PAGES.add(readme);
    for (Path page : list(ROOT.resolve("docs"), ".md")) {
      PAGES.add(Markdown.read(page));
    }
  }

  private static List<Path> list(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void everyBlockOfJavaStandsInAnExample() throws IOException {
    String sources = "";
    for (String root :
        List.of("katka-examples/src/main/java", "katka-junit-samples/src/test/java")) {
      for (Path source : list(ROOT.resolve(root), ".java")) {
        sources += withoutSpace(Files.readString(source));
      }
    }
    List<String> missing = new ArrayList<>();
    for (Markdown page : PAGES) {
      for (Block block : page.blocks("java")) {
        if (!sources.contains(withoutSpace(block.text()))) {
          missing.add(page.file() + ":" + block.line() + "\n" + block.text());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void everyBlockSaysWhatItIs() {
    for (Markdown page : PAGES) {
      assertThat(page.blocks())
          .as("%s", page.file())
          .allMatch(b -> LANGUAGES.contains(b.language()));
      assertThat(page.prose())
          .as("%s has code without a fence", page.file())
          .noneMatch(line -> line.startsWith("    "));
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(PAGES.stream().flatMap(page -> page.links().stream()))
        .isNotEmpty()
        .allMatch(Files::exists);
  }

  @Test
  void everyPageCanBeFoundFromTheReadme() {
    Set<Path> linked = readme.links().stream().collect(Collectors.toSet());
    assertThat(PAGES.stream().skip(1).map(Markdown::file)).isNotEmpty().allMatch(linked::contains);
  }

  @Test
  void theReadmeShowsCodeEarlyAndThenTheTwoCommands() {
    assertThat(readme.blocks("java").get(0).line()).isLessThan(25);
    assertThat(readme.blocks("sh").stream().limit(2).map(Block::text))
        .hasSize(2)
        .allMatch(command -> command.matches("mvn -\\S.*"));
    assertThat(readme.blocks("sh").get(0).text()).contains("-Pquickstart");
    assertThat(readme.blocks("sh").get(1).text()).contains("verify");
  }
}
