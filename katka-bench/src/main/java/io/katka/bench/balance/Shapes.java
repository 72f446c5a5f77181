package io.katka.bench.balance;

import io.katka.bench.balance.Shape.Operation;
import io.katka.bench.balance.Shape.Racks;
import io.katka.bench.balance.Shape.Start;
import java.util.ArrayList;
import java.util.List;

/** The instances of the table. */
final class Shapes {
  private Shapes() {}

  static List<Shape> of(List<String> sizes, boolean all, long seed) {
    var shapes = new ArrayList<Shape>();
    for (String size : sizes) {
      for (Racks racks : Racks.values()) {
        for (Start start : Start.values()) {
          for (Operation operation : Operation.values()) {
            if (all || chosen(racks, start, operation)) {
              shapes.add(shape(size, racks, start, operation, seed));
            }
          }
        }
      }
    }
    return shapes;
  }

  private static Shape shape(
      String size, Racks racks, Start start, Operation operation, long seed) {
    return switch (size) {
      case "small" -> new Shape(12, 1000, racks, start, operation, seed);
      case "medium" -> new Shape(99, 20_000, racks, start, operation, seed);
      case "large" -> new Shape(1000, 333_000, racks, start, operation, seed);
      default -> throw new IllegalArgumentException(size + " is none of small, medium, large");
    };
  }

  /** Each kind of racks, start and operation at least once. */
  private static boolean chosen(Racks racks, Start start, Operation operation) {
    return switch (racks) {
      case THREE ->
          start == Start.STRIPED && operation == Operation.PLUS_33
              || start == Start.AGED && operation == Operation.PLUS_10
              || start == Start.BROKEN && operation == Operation.FIX;
      case UNEVEN -> start == Start.STRIPED && operation == Operation.DRAIN_10;
      case FIVE ->
          start == Start.SKEWED && operation == Operation.STORM
              || start == Start.STRIPED && operation == Operation.REPLACE;
      case NONE ->
          start == Start.STRIPED && operation == Operation.PLUS_10
              || start == Start.SKEWED && operation == Operation.NOTHING;
    };
  }
}
