package io.katka.bench.sim;

import java.lang.management.ManagementFactory;

/** Processor time, which a busy machine does not stretch as it does the wall clock's. */
final class Cpu {
  private Cpu() {}

  /** What this process has used so far, in nanoseconds; 0 where that cannot be told. */
  static long nanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean known
        ? Math.max(0, known.getProcessCpuTime())
        : 0;
  }

  /** What this thread has used so far, in nanoseconds. */
  static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
