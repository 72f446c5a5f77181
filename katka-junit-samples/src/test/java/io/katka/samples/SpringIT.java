package io.katka.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.fixture.KatkaTestCluster;
import io.katka.junit.KatkaCluster;
import io.katka.junit.KatkaInject;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The cluster's addresses as a property of Spring's. */
@SpringJUnitConfig(SpringIT.Application.class)
@KatkaCluster(brokers = 3)
class SpringIT {
  @KatkaInject static KatkaTestCluster kafka;

  @DynamicPropertySource
  static void kafkaProperties(DynamicPropertyRegistry registry) {
    registry.add("spring.kafka.bootstrap-servers", () -> kafka.bootstrapServers());
  }

  @Test
  void anApplicationFindsTheCluster(
      @Value("${spring.kafka.bootstrap-servers}") String bootstrapServers) {
    assertThat(bootstrapServers).isEqualTo(kafka.bootstrapServers());
  }

  @Configuration
  static class Application {}
}
