package io.katka.sim;

import java.util.PriorityQueue;

/**
 * What is going to happen, in the order of virtual time; what is due at the same millisecond
 * happens in the order it was asked for. Time may be advanced from within an event.
 */
final class EventQueue {
  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long order;

  long now() {
    return now;
  }

  void after(long millis, Runnable what) {
    events.add(new Event(now + millis, order++, what));
  }

  /** Lets everything happen that is due until then. */
  void runUntil(long millis) {
    while (!events.isEmpty() && events.peek().at() <= millis) {
      Event event = events.poll();
      now = Math.max(now, event.at());
      event.what().run();
    }
    now = Math.max(now, millis);
  }
}
