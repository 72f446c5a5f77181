package io.katka;

/** What kind of change an operation is. */
enum Workflow {
  APPLY,
  REBALANCE,
  FINALIZE,
  ROLLBACK,
  DELETE,
  DELETE_WITH_VOLUMES
}
