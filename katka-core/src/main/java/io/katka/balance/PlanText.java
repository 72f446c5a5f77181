package io.katka.balance;

import io.katka.spec.Quantity;
import java.util.Locale;

/** Prints a plan as a table. */
final class PlanText {
  private static final int BROKERS_SHOWN = 40;

  private PlanText() {}

  static String of(BalancePlan plan) {
    var text = new StringBuilder(1024);
    if (plan.isEmpty()) {
      text.append("Nothing to move.\n");
    } else {
      text.append(
          String.format(
              Locale.ROOT,
              "Moves %d replicas of %d partitions (at least %d: ratio %.3f), %s (at least %s: ratio %.4f), %d leader changes.\n",
              plan.replicaMoves(),
              plan.moves().size(),
              plan.bounds().moves(),
              plan.moveRatio(),
              Quantity.show(plan.bytes()),
              Quantity.show(plan.bounds().bytes()),
              plan.byteRatio(),
              plan.leaderChanges().size()));
    }
    text.append(String.format(Locale.ROOT, "Tolerance reached %.4f.\n", plan.bounds().tolerance()));
    plan.notes().forEach(note -> text.append(note).append('\n'));
    boolean traffic = plan.brokers().stream().anyMatch(PlanText::carries);
    text.append(
        String.format(
            "%8s %-10s %-9s %22s %22s %28s%s\n",
            "broker",
            "rack",
            "state",
            "replicas",
            "leaders",
            "bytes",
            traffic ? "        leader traffic per s" : ""));
    plan.brokers().stream()
        .limit(BROKERS_SHOWN)
        .forEach(load -> text.append(line(load)).append(traffic ? traffic(load) : "").append('\n'));
    if (plan.brokers().size() > BROKERS_SHOWN) {
      text.append("  and ").append(plan.brokers().size() - BROKERS_SHOWN).append(" more brokers\n");
    }
    return text.toString();
  }

  private static String line(BrokerLoad load) {
    return String.format(
        "%8d %-10s %-9s %10d -> %8d %10d -> %8d %13s -> %11s",
        load.broker().id(),
        load.broker().rack(),
        load.broker().state().name().toLowerCase(Locale.ROOT),
        load.before().replicas(),
        load.after().replicas(),
        load.before().leaders(),
        load.after().leaders(),
        Quantity.show(load.before().bytes()),
        Quantity.show(load.after().bytes()));
  }

  private static boolean carries(BrokerLoad load) {
    return load.before().leaderTraffic() > 0 || load.after().leaderTraffic() > 0;
  }

  private static String traffic(BrokerLoad load) {
    return String.format(
        "%13s -> %11s",
        Quantity.show(load.before().leaderTraffic()), Quantity.show(load.after().leaderTraffic()));
  }
}
