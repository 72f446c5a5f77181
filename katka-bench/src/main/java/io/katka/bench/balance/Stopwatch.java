package io.katka.bench.balance;

import io.katka.bench.Median;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes the time of repeated runs, on the wall and of this thread's CPU. */
final class Stopwatch {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<Double> wall = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();

  <T> T time(Supplier<T> run) {
    long cpuBefore = threads.getCurrentThreadCpuTime();
    long before = System.nanoTime();
    T result = run.get();
    wall.add((System.nanoTime() - before) / 1e6);
    cpu.add((threads.getCurrentThreadCpuTime() - cpuBefore) / 1e6);
    return result;
  }

  double lastMillis() {
    return wall.get(wall.size() - 1);
  }

  double firstMillis() {
    return wall.get(0);
  }

  double firstCpuMillis() {
    return cpu.get(0);
  }

  /** The median of all runs on the wall. */
  double medianMillis() {
    return Median.of(wall);
  }

  /** The median of all runs of CPU. */
  double medianCpuMillis() {
    return Median.of(cpu);
  }
}
