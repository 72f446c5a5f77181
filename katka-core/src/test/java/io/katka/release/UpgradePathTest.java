package io.katka.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradePathTest {
  private final ReleaseCatalogue catalogue = ReleaseCatalogue.standard();

  @ParameterizedTest
  @CsvSource({"5.0.0, 5.1.0", "5.1.0, 5.5.0", "2.0.0, 3.8.1", "3.9.2, 4.4.0", "4.4.0, 4.3.1"})
  void leadsFromAnyReleaseToAnyOtherOneThatKeepsItsMetadataAlike(String from, String to) {
    assertThat(UpgradePath.refusal(catalogue.find(from), catalogue.find(to))).isEmpty();
  }

  @Test
  void leadsToTheLastReleaseThatKnowsZooKeeper() {
    assertThat(
            UpgradePath.refusal(
                KafkaRelease.apache("2.1.0"), KafkaRelease.apache("3.9.2").withZooKeeper()))
        .isEmpty();
    assertThat(UpgradePath.refusal(KafkaRelease.apache("2.1.0"), KafkaRelease.apache("3.9.2")))
        .hasValueSatisfying(why -> assertThat(why).contains("a migration of its own"));
  }

  @Test
  void endsBeforeKafka4AndNeverLeadsBack() {
    assertThat(UpgradePath.refusal(KafkaRelease.confluent("5.1.0"), KafkaRelease.apache("4.4.0")))
        .hasValueSatisfying(why -> assertThat(why).contains("roll to 3.9", "migrate to KRaft"));
    assertThat(UpgradePath.refusal(KafkaRelease.apache("4.4.0"), KafkaRelease.confluent("5.1.0")))
        .hasValueSatisfying(why -> assertThat(why).contains("no way from KRaft back"));
  }

  @ParameterizedTest
  @CsvSource({
    "2.1.0, 2.1-IV2, true",
    "2.1.0, 2.1-IV0, true",
    "2.1.0, 2.1, true",
    "2.1.0, 2.0-IV1, true",
    "2.1.0, 0.11.0-IV2, true",
    "2.0.0, 2.1-IV0, false",
    "2.0.0, 2.1, false",
    "2.8.0, 3.0-IV1, false",
    "3.8.0, 2.8-IV1, true",
    "2.1.0, whatever, true"
  })
  void tellsWhichProtocolLevelsAReleaseKnows(String version, String level, boolean known) {
    assertThat(UpgradePath.canRunAt(catalogue.find(version), level)).isEqualTo(known);
  }

  @Test
  void onlyKafkaUpTo3_9CanBeAskedForWithZooKeeper() {
    KafkaRelease last = KafkaRelease.apache("3.9.2").withZooKeeper();
    assertThat(last.metadata()).isEqualTo(MetadataMode.ZOOKEEPER);
    assertThat(last.metadataVersion()).isEqualTo("3.9-IV0");
    assertThat(last.describe()).isEqualTo("Apache Kafka 3.9.2 with ZooKeeper");
    assertThatThrownBy(() -> KafkaRelease.apache("4.0.0").withZooKeeper())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("up to 3.9");
  }
}
