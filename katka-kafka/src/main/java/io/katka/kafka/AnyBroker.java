package io.katka.kafka;

import io.katka.kafka.internal.ClientSettings;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A question that any broker can answer.
 *
 * <p>The AdminClient has one request under way to each broker, and gives what is asked meanwhile to
 * one that it is still connecting to: with many questions at once, a broker that does not answer
 * gets its share of them, again and again. So a question is asked with little patience first, along
 * with all others, and a second time when its turn to be read comes; then it is alone, and goes to
 * a broker that answers.
 *
 * @param <R> what the AdminClient returns for the question
 */
final class AnyBroker<R> {
  private static final Duration TOGETHER = Duration.ofSeconds(2);

  private final IntFunction<R> question;
  private final int patience;
  private R asked;
  private boolean alone;

  /**
   * Asks.
   *
   * @param question asks with a timeout in milliseconds
   */
  AnyBroker(IntFunction<R> question) {
    this(question, ClientSettings.CALL_TIMEOUT_MILLIS);
  }

  /**
   * Asks.
   *
   * @param question asks with a timeout in milliseconds
   * @param patience the timeout of the second time, in milliseconds
   */
  AnyBroker(IntFunction<R> question, int patience) {
    this.question = question;
    this.patience = patience;
    this.asked = question.apply((int) TOGETHER.toMillis());
  }

  /** Waits for what the reader wants to know. */
  <T> T read(Function<R, T> reader) {
    try {
      return reader.apply(asked);
    } catch (TimeoutException | DisconnectException e) {
      if (alone) {
        throw e;
      }
      alone = true;
      asked = question.apply(patience);
      return reader.apply(asked);
    }
  }
}
