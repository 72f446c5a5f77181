package io.katka.sim.explore;

/** When a fault happens. */
public sealed interface Trigger {
  /**
   * At a call on one of the ports.
   *
   * @param number counted from when the workflow began
   */
  record AtCall(long number) implements Trigger {}

  /**
   * At a step of the first run that comes to it.
   *
   * @param step its name, without its phase
   * @param afterAct whether right after it acted, or when it begins
   */
  record AtStep(String step, boolean afterAct) implements Trigger {}
}
