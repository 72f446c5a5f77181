package io.katka.internal.engine;

import io.katka.event.KatkaEvent;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners in order; what one throws is logged once and changes nothing. */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final List<Consumer<KatkaEvent>> listeners;
  private boolean complained;

  Listeners(List<Consumer<KatkaEvent>> listeners) {
    this.listeners = listeners;
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void tell(KatkaEvent event) {
    for (Consumer<KatkaEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        if (!complained) {
          complained = true;
          LOG.warn("A listener threw on {}; further ones are not logged", event, e);
        }
      }
    }
  }
}
