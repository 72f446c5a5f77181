package io.katka.balance;

/**
 * How little any plan could do that reaches what this one reaches.
 *
 * @param moves the fewest replicas any plan with these replica counts moves
 * @param bytes the fewest bytes any plan with these counts and this tolerance copies
 * @param tolerance the largest distance of a broker's bytes from its target that the plan leaves,
 *     as a fraction of the target
 */
public record Bounds(int moves, long bytes, double tolerance) {}
