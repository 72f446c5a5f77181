package io.katka.kafka;

import io.katka.error.UnreachableException;
import io.katka.kafka.internal.ClientSettings;
import io.katka.kafka.internal.Faults;
import io.katka.spi.Connection;
import io.katka.spi.Time;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** One side of Kafka, brokers or controllers, as something to call. */
final class AdminCalls implements AutoCloseable {
  /** Long enough for a side that is well, and short where another one can be asked. */
  private static final int SHORT_CALL_MILLIS = 2_000;

  private final SharedAdmin admin;
  private final Guard guard;
  private final @Nullable AdminCalls otherwise;

  private AdminCalls(String peers, SharedAdmin admin, Time time, @Nullable AdminCalls otherwise) {
    this.admin = admin;
    this.otherwise = otherwise;
    this.guard = new Guard("kafka-" + peers, time, admin::describe);
  }

  static AdminCalls toBrokers(Connection connection, Time time) {
    var admin =
        new SharedAdmin(
            "brokers",
            connection::brokers,
            addresses -> ClientSettings.ofBrokers(connection, addresses));
    return new AdminCalls("brokers", admin, time, null);
  }

  /**
   * The controllers.
   *
   * @param otherwise who is asked where controllers serve no clients, not yet or not at all
   */
  static AdminCalls toControllers(Connection connection, Time time, AdminCalls otherwise) {
    var admin =
        new SharedAdmin(
            "controllers",
            connection::controllers,
            addresses -> ClientSettings.ofControllers(connection, addresses));
    return new AdminCalls("controllers", admin, time, otherwise);
  }

  /** Whether there is anybody on this side to call. */
  boolean available() {
    return admin.hasAddresses();
  }

  /**
   * Asks something.
   *
   * @param what what is attempted, as in "could not ..."
   * @throws io.katka.error.UnreachableException if nobody answers
   * @throws io.katka.error.KatkaException if Kafka refuses
   */
  <T> T ask(String what, Function<Admin, T> question) {
    try {
      return guard.call(what, () -> admin.with(question));
    } catch (UnreachableException e) {
      if (otherwise != null && Faults.isNotServingClients(e.getCause())) {
        return otherwise.ask(what, question);
      }
      throw e;
    }
  }

  /**
   * Looks at something that both sides can tell. Where this side does not, the other is asked: a
   * controller lists those that have registered with the one that leads, which after a start may
   * take longer than it takes brokers to serve, so that a client finds no leader to ask.
   *
   * @param what what is attempted, as in "could not ..."
   * @param look is given how long the client may take, in milliseconds
   * @throws io.katka.error.UnreachableException if nobody answers
   * @throws io.katka.error.KatkaException if Kafka refuses
   */
  <T> T look(String what, BiFunction<Admin, Integer, T> look) {
    boolean alone = otherwise == null || !otherwise.available();
    int patience = alone ? ClientSettings.CALL_TIMEOUT_MILLIS : SHORT_CALL_MILLIS;
    try {
      return guard.call(what, () -> admin.with(client -> look.apply(client, patience)));
    } catch (UnreachableException e) {
      if (alone) {
        throw e;
      }
      return otherwise.look(what, look);
    }
  }

  /** Does something; as {@link #ask}. */
  void act(String what, Consumer<Admin> act) {
    ask(
        what,
        client -> {
          act.accept(client);
          return Boolean.TRUE;
        });
  }

  @Override
  public void close() {
    admin.close();
  }
}
