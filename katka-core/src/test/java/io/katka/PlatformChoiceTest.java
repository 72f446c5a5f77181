package io.katka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import io.katka.spi.Platform;
import io.katka.spi.PlatformProvider;
import io.katka.spi.Time;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlatformChoiceTest {
  private static final PlatformProvider LOCAL = new Named("local");
  private static final PlatformProvider KUBERNETES = new Named("kubernetes");

  @Nested
  class ThePlatform {
    @Test
    void isTheOnlyOneThereIs() {
      assertThat(choose(List.of(LOCAL), "", "", null)).isSameAs(LOCAL);
    }

    @Test
    void isTheOneAskedForWhateverElseIsSet() {
      assertThat(choose(List.of(LOCAL, KUBERNETES), "kubernetes", "local", "local"))
          .isSameAs(KUBERNETES);
    }

    @Test
    void isTheOneOfThePropertyBeforeTheVariable() {
      assertThat(choose(List.of(LOCAL, KUBERNETES), "", "kubernetes", "local"))
          .isSameAs(KUBERNETES);
      assertThat(choose(List.of(LOCAL, KUBERNETES), "", "", "kubernetes")).isSameAs(KUBERNETES);
    }
  }

  @Nested
  class IsRefused {
    @Test
    void withTheArtifactToAddWhereThereIsNone() {
      assertThatThrownBy(() -> choose(List.of(), "", "", null))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("not given")
          .hasMessageContaining(PlatformProvider.class.getName())
          .hasMessageContaining("io.katka:katka-local");
    }

    @Test
    void withAllThereAreAndHowToChooseWhereThereAreSeveral() {
      assertThatThrownBy(() -> choose(List.of(LOCAL, KUBERNETES), "", "", null))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("[kubernetes, local]")
          .hasMessageContaining("Katka.builder().platform(\"kubernetes\")")
          .hasMessageContaining("-Dkatka.platform=kubernetes")
          .hasMessageContaining("KATKA_PLATFORM=kubernetes");
    }

    @Test
    void whereTheOneAskedForIsNotThereThoughAnotherOneIs() {
      assertThatThrownBy(() -> choose(List.of(LOCAL), "kubernetes", "", null))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("'kubernetes'")
          .hasMessageContaining("[local]");
    }
  }

  private static PlatformProvider choose(
      List<PlatformProvider> found,
      String asked,
      String property,
      @org.jspecify.annotations.Nullable String variable) {
    return PlatformChoice.choose(found, asked, property, variable);
  }

  private record Named(String name) implements PlatformProvider {
    @Override
    public Platform open(Map<String, String> settings, Time time) {
      throw new AssertionError("a choice opens nothing");
    }
  }
}
