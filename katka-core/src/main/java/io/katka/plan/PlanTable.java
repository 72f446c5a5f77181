package io.katka.plan;

import io.katka.plan.TextTable.Column;
import io.katka.release.MetadataMode;
import io.katka.spec.ClusterSpec;
import io.katka.spec.NodeSpec;
import io.katka.spec.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Renders a plan for a person: where, what, each phase as a row, notes, totals. */
final class PlanTable {
  private static final int WIDTH = 110;
  private static final int LONGEST_NODES = 9;

  private PlanTable() {}

  static String render(Plan plan) {
    var out = new StringBuilder();
    out.append(where(plan)).append('\n').append(what(plan)).append('\n');
    if (!plan.isEmpty()) {
      out.append('\n').append(table(plan));
    }
    if (!plan.notes().isEmpty()) {
      out.append('\n');
      plan.notes().forEach(note -> out.append(hanging("Note: ", note)));
    }
    return out.append('\n').append(plan.isEmpty() ? nothing(plan) : totals(plan)).toString();
  }

  private static String where(Plan plan) {
    String id = plan.clusterId().isEmpty() ? "no cluster id yet" : "cluster id " + plan.clusterId();
    return "%s at %s, %s".formatted(plan.ref(), plan.location(), id);
  }

  private static String what(Plan plan) {
    ClusterSpec target = plan.target();
    return "%s: %s, %s, %s"
        .formatted(
            plan.workflow(),
            target.release().describe(),
            count(target.brokerCount(), "broker"),
            quorum(target));
  }

  private static String quorum(ClusterSpec target) {
    int members = target.controllers().count();
    return target.release().metadata() == MetadataMode.ZOOKEEPER
        ? count(members, "ZooKeeper server")
        : count(members, lower(target.controllers().topology()) + " controller");
  }

  private static String nothing(Plan plan) {
    return "Nothing to do: %s is as it was asked for.\n".formatted(plan.ref().name());
  }

  private static String table(Plan plan) {
    var table =
        new TextTable(
            Column.wrapped("phase and its steps", 36),
            Column.left("node"),
            Column.wrapped("why", 17),
            Column.left("risk"),
            Column.right("partitions"),
            Column.right("bytes"),
            Column.right("estimate"));
    for (Phase phase : plan.phases()) {
      Impact impact = phase.impact();
      table.row(
          phase.name()
              + "\n  "
              + phase.steps().stream().map(PlannedStep::name).collect(Collectors.joining(", ")),
          nodes(phase),
          phase.why(),
          lower(phase.risk()),
          impact.partitions() == 0 ? "-" : "" + impact.partitions(),
          bytes(impact),
          estimate(impact));
    }
    return table.render(WIDTH);
  }

  private static String bytes(Impact impact) {
    if (impact.bytes() == 0) {
      return "-";
    }
    String bound = impact.boundBytes() == 0 ? "" : "\n>= " + Quantity.show(impact.boundBytes());
    return Quantity.show(impact.bytes()) + bound;
  }

  private static String estimate(Impact impact) {
    if (impact.estimateMillis() == 0) {
      return "-";
    }
    String bound = impact.boundMillis() == 0 ? "" : "\n>= " + time(impact.boundMillis());
    return time(impact.estimateMillis()) + bound;
  }

  private static String totals(Plan plan) {
    Impact impact = plan.impact();
    var parts = new ArrayList<String>();
    parts.add(count(plan.phases().size(), "phase") + " with " + count(plan.steps().size(), "step"));
    if (impact.partitions() > 0) {
      parts.add(impact.partitions() + " partitions affected, counted in each step");
    }
    if (impact.bytes() > 0) {
      String bound =
          impact.boundBytes() == 0
              ? ""
              : " (no plan can do with less than " + Quantity.show(impact.boundBytes()) + ")";
      parts.add(Quantity.show(impact.bytes()) + " copied" + bound);
    }
    parts.add("about " + time(impact.estimateMillis()));
    Risk worst = plan.phases().stream().map(Phase::risk).max(Risk::compareTo).orElse(Risk.NONE);
    parts.add("highest risk: " + lower(worst));
    return hanging("Total: ", String.join("; ", parts));
  }

  private static String hanging(String lead, String text) {
    String indent = " ".repeat(lead.length());
    List<String> lines = TextTable.wrap(text, WIDTH - lead.length());
    return lines.stream().collect(Collectors.joining("\n" + indent, lead, "\n"));
  }

  private static String nodes(Phase phase) {
    Set<Integer> ids = new TreeSet<>();
    for (PlannedStep step : phase.steps()) {
      if (step.node() >= 0) {
        ids.add(step.node());
      } else if (step.action() instanceof Action.StartNodes start) {
        start.nodes().stream().map(NodeSpec::id).forEach(ids::add);
      }
    }
    String ranges = ranges(ids);
    return ranges.length() > LONGEST_NODES ? ids.size() + " nodes" : ranges;
  }

  /** Ids in order, neighbours drawn together: {@code 0-2,5}. */
  private static String ranges(Set<Integer> ids) {
    var out = new StringBuilder();
    int first = -2;
    int last = -2;
    for (int id : ids) {
      if (id == last + 1) {
        last = id;
        continue;
      }
      close(out, first, last);
      first = id;
      last = id;
    }
    close(out, first, last);
    return out.isEmpty() ? "-" : out.toString();
  }

  private static void close(StringBuilder out, int first, int last) {
    if (first >= 0) {
      out.append(out.isEmpty() ? "" : ",").append(first).append(first == last ? "" : "-" + last);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String time(long millis) {
    return Quantity.show(Duration.ofMillis(millis));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
