package io.katka.sim.explore;

import io.katka.event.KatkaEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs schedules, one seed after the other. */
public final class Explorer {
  private final Ports ports;

  /** An explorer of Katka as it is. */
  public Explorer() {
    this(Ports.PLAIN);
  }

  Explorer(Ports ports) {
    this.ports = ports;
  }

  /** Runs a schedule. */
  public Result run(Schedule schedule) {
    return new Simulation(schedule, ports, line -> {}, false).run();
  }

  /** Runs a schedule and tells what happens, a line each. */
  public Result trace(Schedule schedule, Consumer<String> lines) {
    return new Simulation(schedule, ports, lines, true).run();
  }

  /** Runs a schedule and hands on the events of the workflow's runs. */
  Result run(Schedule schedule, Consumer<KatkaEvent> events) {
    var simulation = new Simulation(schedule, ports, line -> {}, false);
    simulation.listen(events);
    return simulation.run();
  }

  /**
   * Runs a range of seeds on several threads.
   *
   * @param results hears of every result, from any of the threads
   */
  public void explore(long from, long count, int threads, Consumer<SeedResult> results) {
    explore(from, count, threads, schedule -> true, results);
  }

  /**
   * Runs those of a range of seeds whose schedules are chosen, on several threads.
   *
   * @param results hears of every result, from any of the threads
   */
  public void explore(
      long from,
      long count,
      int threads,
      Predicate<Schedule> chosen,
      Consumer<SeedResult> results) {
    var next = new AtomicLong(from);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      var worker =
          new Thread(
              () -> {
                for (long seed = next.getAndIncrement();
                    seed < from + count;
                    seed = next.getAndIncrement()) {
                  Schedule schedule = Schedule.of(seed);
                  if (chosen.test(schedule)) {
                    results.accept(new SeedResult(seed, run(schedule)));
                  }
                }
              },
              "katka-sim-" + i);
      workers.add(worker);
      worker.start();
    }
    for (Thread worker : workers) {
      join(worker);
    }
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while seeds were run", e);
    }
  }

  /** How the schedule of a seed went. */
  public record SeedResult(long seed, Result result) {}

  /**
   * A shorter schedule that breaks the same invariant: without the faults that it does not need,
   * over a smaller cluster.
   */
  public Schedule shrink(Schedule failing) {
    return new Shrinker(this).shrink(failing);
  }
}
