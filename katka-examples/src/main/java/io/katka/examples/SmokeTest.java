package io.katka.examples;

import io.katka.spi.Connection;
import io.katka.spi.Purpose;
import io.katka.step.Step;
import io.katka.step.StepContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A step that sends a record to a topic and sees it acknowledged; what it throws ends the run. */
final class SmokeTest implements Step {
  private final String topic;

  SmokeTest(String topic) {
    this.topic = topic;
  }

  @Override
  public String name() {
    return "smoke-test";
  }

  @Override
  public void act(StepContext context) {
    Connection clients = context.platform().connection(context.ref(), Purpose.CLIENT);
    Map<String, Object> settings = new HashMap<>(clients.clientProperties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", clients.brokers()));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      RecordMetadata sent = producer.send(new ProducerRecord<>(topic, "it works")).get();
      context.tell("%s has %d records".formatted(sent.topic(), sent.offset() + 1));
    } catch (ExecutionException e) {
      throw new IllegalStateException("no record could be sent to " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending to " + topic, e);
    }
  }
}
