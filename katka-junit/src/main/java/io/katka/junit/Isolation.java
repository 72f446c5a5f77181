package io.katka.junit;

/** Who else uses a test's cluster. */
public enum Isolation {
  /**
   * All tests of the run that want the same cluster. A test that changes the cluster, by killing a
   * broker for instance, has it for itself from then on: it waits for those that use it, others get
   * a new one, and it is ended with that test.
   */
  SHARED,
  /** The tests of one class. */
  CLASS,
  /** Nobody: each test has a new one, of which the next is started while a test runs. */
  METHOD
}
