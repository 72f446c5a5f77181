package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes along with the fixture is no other test framework, nor a second JUnit. */
class OneJUnitIT {
  @Test
  void isOnTheClassPath() throws IOException {
    assertThat(all("org/junit/jupiter/api/Test.class")).hasSize(1);
    assertThat(all("org/junit/platform/engine/TestEngine.class")).hasSize(1);
    assertThat(all("org/junit/Test.class")).isEmpty();
    assertThat(all("junit/framework/TestCase.class")).isEmpty();
    assertThat(all("org/testng/annotations/Test.class")).isEmpty();
  }

  private static List<URL> all(String resource) throws IOException {
    return Collections.list(OneJUnitIT.class.getClassLoader().getResources(resource));
  }
}
