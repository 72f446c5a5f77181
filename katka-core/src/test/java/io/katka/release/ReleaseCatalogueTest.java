package io.katka.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseCatalogueTest {
  private final ReleaseCatalogue catalogue = ReleaseCatalogue.standard();

  @Nested
  class ApacheKafka {
    @ParameterizedTest
    @CsvSource({
      "3.9.0, 21, 3.9-IV0, 1, 8",
      "3.9.2, 21, 3.9-IV0, 1, 8",
      "4.0.2, 25, 4.0-IV3, 7, 17",
      "4.1.2, 27, 4.1-IV1, 7, 17",
      "4.2.2, 29, 4.2-IV1, 7, 17",
      "4.3.1, 30, 4.3-IV0, 7, 17",
      "4.4.0, 33, 4.4-IV2, 7, 17"
    })
    void of_kraft_is_known_with_its_metadata_versions(
        String version, int level, String name, int minimum, int java) {
      KafkaRelease release = catalogue.find(version);

      assertThat(release.distribution()).isEqualTo(Distribution.APACHE);
      assertThat(release.kafkaVersion()).isEqualTo(version);
      assertThat(release.metadata()).isEqualTo(MetadataMode.KRAFT);
      assertThat(release.metadataLevel()).isEqualTo(level);
      assertThat(release.metadataVersion()).isEqualTo(name);
      assertThat(release.minimumMetadataLevel()).isEqualTo(minimum);
      assertThat(release.javaFloor()).isEqualTo(java);
      assertThat(release.image()).isEqualTo("apache/kafka:" + version);
    }

    @ParameterizedTest
    @CsvSource({"2.0.0, 2.0-IV1", "2.1.1, 2.1-IV2", "2.8.2, 2.8-IV1", "3.8.1, 3.8-IV0"})
    void before_3_9_is_known_with_zookeeper_and_its_protocol_version(
        String version, String protocol) {
      KafkaRelease release = catalogue.find(version);

      assertThat(release.metadata()).isEqualTo(MetadataMode.ZOOKEEPER);
      assertThat(release.metadataVersion()).isEqualTo(protocol);
      assertThat(release.metadataLevel()).isZero();
      assertThat(release.javaFloor()).isEqualTo(8);
    }

    @Test
    void has_official_images_from_3_7_on() {
      assertThat(catalogue.find("3.6.2").image()).isEmpty();
      assertThat(catalogue.find("3.7.0").image()).isEqualTo("apache/kafka:3.7.0");
    }

    @Test
    void has_a_newest_release() {
      assertThat(catalogue.newest()).isEqualTo(KafkaRelease.apache("4.4.0"));
    }

    @Test
    void describes_itself() {
      assertThat(KafkaRelease.apache("4.4.0").describe()).isEqualTo("Apache Kafka 4.4.0");
      assertThat(KafkaRelease.apache("4.4.0")).hasToString("4.4.0");
    }
  }

  @Nested
  class ConfluentPlatform {
    @Test
    void is_what_5_1_0_means() {
      KafkaRelease release = catalogue.find("5.1.0");

      assertThat(release).isEqualTo(KafkaRelease.confluent("5.1.0"));
      assertThat(release.describe())
          .isEqualTo("Confluent Platform 5.1.0 = Apache Kafka 2.1.0 with ZooKeeper");
      assertThat(release.metadataVersion()).isEqualTo("2.1-IV2");
      assertThat(release.image()).isEqualTo("confluentinc/cp-kafka:5.1.0");
    }

    @ParameterizedTest
    @CsvSource({
      "5.0.0, 2.0.0",
      "5.5.0, 2.5.0",
      "6.0.0, 2.6.0",
      "6.2.0, 2.8.0",
      "7.0.0, 3.0",
      "7.9.0, 3.9",
    })
    void up_to_7_9_is_mapped_to_its_kafka_with_zookeeper(String version, String kafka) {
      KafkaRelease release = catalogue.find(version);

      assertThat(release.kafkaVersion()).isEqualTo(kafka);
      assertThat(release.metadata()).isEqualTo(MetadataMode.ZOOKEEPER);
      assertThat(release.metadataLevel()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"8.0.0, 4.0, 25", "8.1.1, 4.1, 27", "8.2.0, 4.2, 29"})
    void from_8_0_on_is_mapped_to_its_kafka_with_kraft(String version, String kafka, int level) {
      KafkaRelease release = catalogue.find(version);

      assertThat(release.kafkaVersion()).isEqualTo(kafka);
      assertThat(release.metadata()).isEqualTo(MetadataMode.KRAFT);
      assertThat(release.metadataLevel()).isEqualTo(level);
      assertThat(release.javaFloor()).isEqualTo(17);
    }

    @Test
    void patches_are_known_but_no_apache_patch_is_claimed_for_them() {
      assertThat(KafkaRelease.confluent("5.5.15").describe())
          .isEqualTo("Confluent Platform 5.5.15 = Apache Kafka 2.5 with ZooKeeper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.1.0", "5.6.0", "5.1.31", "5.1", "05.1.0", "8.9.0"})
    void of_other_numbers_is_unknown(String version) {
      assertThatThrownBy(() -> KafkaRelease.confluent(version))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("Confluent Platform '" + version + "'");
    }
  }

  @Nested
  class AnUnknownNumber {
    @Test
    void is_refused_with_the_nearest_ones_and_how_to_register_one() {
      assertThatThrownBy(() -> catalogue.find("4.5.0"))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessage(
              "version is '4.5.0', allowed: a known release, the nearest are 4.3.0, 4.3.1, 4.4.0."
                  + " Choose one of them, or register a newer patch with"
                  + " ReleaseCatalogue.standard().with(KafkaRelease.apache(\"4.4.0\")"
                  + ".patch(\"...\")).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "4.4", "4.4.0 ", "v4.4.0", "999999999999.1.1", "4.4.9"})
    void is_refused_whatever_it_looks_like(String version) {
      assertThatThrownBy(() -> catalogue.find(version))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("'" + version + "'")
          .hasMessageContaining("4.4.0");
    }

    @Test
    void of_apache_kafka_is_not_read_as_a_confluent_one() {
      assertThatThrownBy(() -> KafkaRelease.apache("5.1.0"))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("Apache Kafka '5.1.0'")
          .hasMessageContaining("nearest are 4.3.0, 4.3.1, 4.4.0");
    }
  }

  @Nested
  class ARegisteredRelease {
    private final KafkaRelease patch = KafkaRelease.apache("4.4.0").patch("4.4.1");

    @Test
    void is_found_and_can_be_the_newest() {
      ReleaseCatalogue more = catalogue.with(patch);

      assertThat(more.find("4.4.1")).isEqualTo(patch);
      assertThat(more.newest()).isEqualTo(patch);
      assertThat(patch.image()).isEqualTo("apache/kafka:4.4.1");
      assertThat(patch.kafkaVersion()).isEqualTo("4.4.1");
      assertThat(patch.metadataLevel()).isEqualTo(33);
    }

    @Test
    void leaves_the_standard_catalogue_as_it_is() {
      catalogue.with(patch);

      assertThatThrownBy(() -> ReleaseCatalogue.standard().find("4.4.1"))
          .isInstanceOf(InvalidSpecException.class);
    }

    @Test
    void replaces_what_was_known_under_its_number() {
      KafkaRelease known = catalogue.find("4.4.0");
      var own =
          new KafkaRelease(
              known.distribution(),
              known.version(),
              known.kafkaVersion(),
              known.metadata(),
              known.metadataLevel(),
              known.metadataVersion(),
              known.minimumMetadataLevel(),
              "registry.example/kafka:4.4.0",
              known.javaFloor());

      assertThat(catalogue.with(own).find("4.4.0")).isEqualTo(own);
      assertThat(catalogue.with(own).all()).hasSameSizeAs(catalogue.all());
    }

    @Test
    void of_another_minor_version_cannot_be_derived() {
      assertThatThrownBy(() -> KafkaRelease.apache("4.4.0").patch("4.5.0"))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("a patch of 4.4");
    }
  }

  @Test
  void lists_every_release_once_in_order() {
    List<String> apache =
        catalogue.all().stream()
            .filter(r -> r.distribution() == Distribution.APACHE)
            .map(KafkaRelease::version)
            .toList();

    assertThat(apache).startsWith("2.0.0", "2.0.1", "2.1.0").endsWith("4.3.0", "4.3.1", "4.4.0");
    assertThat(catalogue.all()).doesNotHaveDuplicates();
  }
}
