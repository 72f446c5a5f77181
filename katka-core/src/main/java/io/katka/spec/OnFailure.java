package io.katka.spec;

/** What happens to a node that does not come back from a roll. */
public enum OnFailure {
  /** It is put back to what it ran before, then the run ends with the reason. */
  ROLL_BACK,
  /** The run ends with the reason and leaves the node as it is. */
  HALT
}
