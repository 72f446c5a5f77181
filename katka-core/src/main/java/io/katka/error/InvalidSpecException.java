package io.katka.error;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked for cannot be: found before anything was touched. Change the request. */
public final class InvalidSpecException extends KatkaException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Refuses a request for all of these reasons. */
  public InvalidSpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Refuses a request for one reason. */
  public InvalidSpecException(String field, Object value, String allowed, String remedy) {
    this(List.of(new Problem(field, String.valueOf(value), allowed, remedy)));
  }

  /** Everything that is wrong, not only the first. */
  public List<Problem> problems() {
    return problems;
  }
}
