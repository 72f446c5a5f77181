package io.katka.kafka.internal;

import io.katka.spi.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Settings of an AdminClient that rather says soon that it cannot see than waits: a request has 5
 * s, a call with the client's own retries 10 s.
 */
public final class ClientSettings {
  /** What one request may take. */
  public static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  /** What one call may take, with the client's own retries. */
  public static final int CALL_TIMEOUT_MILLIS = 10_000;

  private ClientSettings() {}

  /** Settings of an AdminClient that talks to brokers. */
  public static Map<String, Object> ofBrokers(Connection connection, List<String> addresses) {
    return of(connection, AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses, "katka");
  }

  /** Settings of an AdminClient that talks to controllers. */
  public static Map<String, Object> ofControllers(Connection connection, List<String> addresses) {
    return of(
        connection, AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, addresses, "katka-controllers");
  }

  private static Map<String, Object> of(
      Connection connection, String bootstrap, List<String> addresses, String clientId) {
    var settings = new HashMap<>(connection.clientProperties());
    settings.remove(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    settings.put(bootstrap, String.join(",", addresses));
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MILLIS);
    settings.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
    settings.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 5_000L);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    // Nodes come and go: a client that knows none of those that are left starts from its bootstrap.
    settings.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
    settings.put(AdminClientConfig.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG, 5_000L);
    settings.put(AdminClientConfig.METADATA_MAX_AGE_CONFIG, 30_000L);
    // The program did not ask for this client: its metrics are not put up among the program's own.
    settings.putIfAbsent(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    return settings;
  }
}
