package io.katka.kafka;

import io.katka.error.KatkaException;
import io.katka.error.UnreachableException;
import io.katka.kafka.internal.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * An AdminClient that follows its addresses and credentials: when an address that it began with is
 * gone, credentials have changed, or the last call reached nobody, the next call gets a new one.
 * Those that come it learns of by itself, and keeps its connections. A client that was replaced is
 * closed by the last call that uses it.
 */
final class SharedAdmin implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String peers;
  private final Supplier<List<String>> addresses;
  private final Function<List<String>, Map<String, Object>> settings;
  private @Nullable Client current;
  private boolean closed;

  /**
   * Contacts nobody yet.
   *
   * @param peers who is talked to, {@code brokers} or {@code controllers}
   * @param addresses the present addresses
   * @param settings the client's settings for addresses
   */
  SharedAdmin(
      String peers,
      Supplier<List<String>> addresses,
      Function<List<String>, Map<String, Object>> settings) {
    this.peers = peers;
    this.addresses = addresses;
    this.settings = settings;
  }

  /** Whether there is anybody to talk to. */
  boolean hasAddresses() {
    return !addresses.get().isEmpty();
  }

  /** Who is talked to, for messages. */
  String describe() {
    return peers + " " + addresses.get().stream().sorted().collect(Collectors.joining(","));
  }

  /** Uses the client. */
  <T> T with(Function<Admin, T> use) {
    Client client = acquire(present());
    boolean failed = false;
    try {
      return use.apply(client.admin);
    } catch (KafkaException e) {
      failed = Faults.isOutOfReach(e);
      throw e;
    } finally {
      release(client, failed);
    }
  }

  private List<String> present() {
    List<String> now = addresses.get().stream().sorted().toList();
    if (now.isEmpty()) {
      throw new UnreachableException(
          "No address of " + peers + " is known: there may be none running.",
          new IllegalStateException("no addresses of " + peers));
    }
    return now;
  }

  private Client acquire(List<String> now) {
    Client replaced = null;
    Client client;
    ClientClasses.await();
    synchronized (this) {
      if (closed) {
        throw new KatkaException("The Kafka gateway is closed: open another one.");
      }
      client = current;
      if (client == null || !suits(client, now)) {
        replaced = client;
        Map<String, Object> wanted = settings.apply(now);
        client = new Client(create(wanted), wanted, now);
        current = client;
      }
      client.users++;
    }
    if (replaced != null) {
      retire(replaced);
    }
    return client;
  }

  private boolean suits(Client client, List<String> now) {
    return now.containsAll(client.addresses)
        && client.settings.equals(settings.apply(client.addresses));
  }

  /**
   * Kafka finds its own classes, such as the reporter of metrics, by the thread's loader: one that
   * has others of these names, or none, is put aside.
   */
  private static Admin create(Map<String, Object> wanted) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    if (!knowsKafka(before)) {
      thread.setContextClassLoader(Admin.class.getClassLoader());
    }
    try {
      return Admin.create(wanted);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean knowsKafka(@Nullable ClassLoader loader) {
    try {
      return Class.forName(Admin.class.getName(), false, loader) == Admin.class;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private void release(Client client, boolean failed) {
    synchronized (this) {
      client.users--;
    }
    if (failed) {
      retire(client);
    } else {
      closeIfUnused(client);
    }
  }

  private void retire(Client client) {
    synchronized (this) {
      if (current == client) {
        current = null;
      }
      client.retired = true;
    }
    closeIfUnused(client);
  }

  private void closeIfUnused(Client client) {
    boolean last;
    synchronized (this) {
      last = client.retired && client.users == 0;
    }
    if (last) {
      client.admin.close(CLOSE_TIMEOUT);
    }
  }

  @Override
  public void close() {
    Client last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      last.admin.close(CLOSE_TIMEOUT);
    }
  }

  private static final class Client {
    private final Admin admin;
    private final Map<String, Object> settings;
    private final List<String> addresses;
    private int users;
    private boolean retired;

    private Client(Admin admin, Map<String, Object> settings, List<String> addresses) {
      this.admin = admin;
      this.settings = settings;
      this.addresses = addresses;
    }
  }
}
