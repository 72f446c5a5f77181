package io.katka.k8s.internal.api;

import io.katka.error.UnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Makes calls that do not depend on each other a few at a time: a call is mostly waited for. */
final class SideBySide {
  /** More would only wait in the API server, which serves many. */
  private static final int AT_ONCE = 4;

  private final ExecutorService callers;

  /** No thread is left a moment after the last call. */
  SideBySide() {
    var pool =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "katka-kubernetes");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    callers = pool;
  }

  /**
   * Calls once for each, and waits for all.
   *
   * @return what the calls returned, in the order of what they were made for
   * @throws RuntimeException what the first in that order has thrown of those that failed
   */
  <T, R> List<R> each(List<T> all, Function<T, R> call) {
    if (all.size() == 1) {
      return List.of(call.apply(all.get(0)));
    }
    try {
      var results = new ArrayList<R>();
      for (Future<R> made :
          callers.invokeAll(
              all.stream().map(one -> (Callable<R>) () -> call.apply(one)).toList())) {
        results.add(made.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("Interrupted while calls to the API server were made.", e);
    }
  }
}
