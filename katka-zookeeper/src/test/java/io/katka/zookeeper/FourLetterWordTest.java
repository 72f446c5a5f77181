package io.katka.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FourLetterWordTest {
  @Test
  void itsAnswerIsReadNoFurtherThanWhatIsWanted() throws IOException {
    assertThat(FourLetterWord.line(answer("Latency: 0\nMode: leader\n", true), "Mode:"))
        .isEqualTo("Mode: leader");
    assertThatThrownBy(() -> FourLetterWord.line(answer("Latency: 0\n", true), "Mode:"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anAnswerWithoutIsEmpty() throws IOException {
    assertThat(FourLetterWord.line(answer("This is not currently serving\n", false), "Mode:"))
        .isEmpty();
  }

  /** An answer, after which nobody hangs up. */
  private static InputStream answer(String text, boolean goesOn) {
    var told = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    var silence =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("nothing more within the time");
          }
        };
    return goesOn ? new SequenceInputStream(told, silence) : told;
  }
}
