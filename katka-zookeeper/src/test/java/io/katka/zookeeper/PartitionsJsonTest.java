package io.katka.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.KatkaException;
import io.katka.state.PartitionRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionsJsonTest {
  private static final PartitionRef ORDERS = new PartitionRef("orders", 3);

  @Test
  void writesWhatTheControllerReads() {
    assertThat(PartitionsJson.reassignment(Map.of(ORDERS, List.of(2, 1))))
        .isEqualTo(
            "{\"version\":1,\"partitions\":[{\"topic\":\"orders\",\"partition\":3,\"replicas\":[2,1]}]}");
    assertThat(PartitionsJson.election(List.of(ORDERS)))
        .isEqualTo("{\"version\":1,\"partitions\":[{\"topic\":\"orders\",\"partition\":3}]}");
  }

  @Test
  void readsWhatAnyToolWrote() {
    assertThat(
            PartitionsJson.replicas(
                "{\"partitions\": [{\"topic\": \"orders\", \"partition\": 3, \"replicas\": [2, 1],"
                    + " \"log_dirs\": [\"any\", \"any\"]}]}"))
        .containsOnly(Map.entry(ORDERS, List.of(2, 1)));
    assertThat(PartitionsJson.ofTopic("orders", "{\"version\":1,\"partitions\":{\"3\":[2,1]}}"))
        .containsOnly(Map.entry(ORDERS, List.of(2, 1)));
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> PartitionsJson.replicas("{"))
        .isInstanceOf(KatkaException.class)
        .hasMessageContaining("not the JSON that Kafka writes");
  }
}
