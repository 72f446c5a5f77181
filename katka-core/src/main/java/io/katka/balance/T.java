package io.katka.balance;

public final class T {
  static long last;
  static final java.lang.management.ThreadMXBean M =
      java.lang.management.ManagementFactory.getThreadMXBean();

  public static void t(String s) {
    long n = M.getCurrentThreadCpuTime();
    if (s != null) System.err.printf("T %s %.2f%n", s, (n - last) / 1e6);
    last = M.getCurrentThreadCpuTime();
  }
}
