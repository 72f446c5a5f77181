package io.katka.kafka.proof;

import io.katka.kafka.internal.ClientSettings;
import io.katka.spi.Connection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The probe's clients, set up as those of a careful application. */
final class ProofClients {
  /** How long a record is tried to be delivered: longer than a broker takes to restart. */
  static final int DELIVERY_SECONDS = 120;

  private static final String CLIENT_ID = "katka-proof";

  private ProofClients() {}

  static Admin admin(Connection connection, String suffix) {
    Map<String, Object> settings = ClientSettings.ofBrokers(connection, connection.brokers());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID + suffix);
    return Admin.create(settings);
  }

  static Producer<byte[], byte[]> producer(Connection connection) {
    Map<String, Object> settings = common(connection);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_SECONDS * 1_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_SECONDS * 1_000L);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer of no group: it reads what it is assigned, from the beginning. */
  static Consumer<byte[], byte[]> consumer(Connection connection) {
    Map<String, Object> settings = common(connection);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> common(Connection connection) {
    var settings = new HashMap<>(connection.clientProperties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", connection.brokers()));
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    // A broker that was killed answers nothing: its leaders' successors are found after this time.
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000L);
    return settings;
  }
}
