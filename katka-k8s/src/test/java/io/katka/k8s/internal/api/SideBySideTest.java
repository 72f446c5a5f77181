package io.katka.k8s.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private final SideBySide calls = new SideBySide();

  @Test
  void callsAreUnderWayAtTheSameTime() {
    var allAreThere = new CyclicBarrier(4);

    assertThat(calls.each(List.of(1, 2, 3, 4), number -> met(allAreThere, number)))
        .containsExactly(1, 2, 3, 4);
  }

  private static int met(CyclicBarrier others, int number) {
    try {
      others.await(30, TimeUnit.SECONDS);
      return number;
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void allAreMadeAndTheFirstFailureIsTold() {
    Set<Integer> made = ConcurrentHashMap.newKeySet();
    List<Integer> numbers = IntStream.range(0, 20).boxed().toList();

    assertThatThrownBy(() -> calls.each(numbers, number -> failing(made, number)))
        .isInstanceOf(KatkaException.class)
        .hasMessage("no 7");
    assertThat(made).containsExactlyInAnyOrderElementsOf(numbers);
  }

  private static int failing(Set<Integer> made, int number) {
    made.add(number);
    if (number == 7 || number == 13) {
      throw new KatkaException("no " + number);
    }
    return number;
  }

  @Test
  void whoIsInterruptedWaitsNoLongerAndStaysInterrupted() {
    var never = new CyclicBarrier(3);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> calls.each(List.of(1, 2), number -> met(never, number)))
        .isInstanceOf(UnreachableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothingToCallForIsNoCall() {
    assertThat(calls.<Integer, Integer>each(List.of(), number -> number)).isEmpty();
  }
}
