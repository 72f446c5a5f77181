package io.katka.balance;

/**
 * Gives up moves that a budget of bytes does not allow: the largest partitions first, since many
 * small ones balance more for the same bytes. Moves off brokers to be emptied are free.
 */
final class Budget {
  private final Model model;
  private final SizeOrder order;

  Budget(Model model, SizeOrder order) {
    this.model = model;
    this.order = order;
  }

  /** Keeps to a number of bytes, 0 for any; returns how many partitions stay where they were. */
  int keepTo(long bytes) {
    if (bytes == 0) {
      return 0;
    }
    int reverted = 0;
    long left = bytes;
    for (int row : order.rows) {
      if (optional(row)) {
        long copied = model.copied(row);
        if (copied > left) {
          model.revert(row);
          reverted++;
        }
        left = copied > left ? 0 : left - copied;
      }
    }
    return reverted == 0 ? 0 : reverted + relieve();
  }

  /** Takes moves back whose target would now overflow, because others that left it did not. */
  private int relieve() {
    int reverted = 0;
    boolean again = true;
    while (again) {
      again = false;
      for (int row : order.rows) {
        if (optional(row) && overflows(row)) {
          model.revert(row);
          reverted++;
          again = true;
        }
      }
    }
    return reverted;
  }

  private boolean overflows(int row) {
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      if (model.at[r] != model.home[r] && model.room(model.at[r]) < 0) {
        return true;
      }
    }
    return false;
  }

  private boolean optional(int row) {
    boolean moved = false;
    for (int r = model.first[row]; r < model.first[row + 1]; r++) {
      moved |= model.at[r] != model.home[r];
      if (!model.receives[model.home[r]]) {
        return false;
      }
    }
    return moved;
  }
}
