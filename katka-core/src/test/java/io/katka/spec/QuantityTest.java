package io.katka.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.katka.error.InvalidSpecException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1Ki, 1024",
    "1k, 1000",
    "512Mi, 536870912",
    "10Gi, 10737418240",
    "2G, 2000000000",
    "1.5Ki, 1536",
    "0.3Ki, 307",
    "1Ti, 1099511627776",
    "8000Pi, 9007199254740992000",
    "' 10Gi ', 10737418240"
  })
  void reads_bytes_as_kubernetes_writes_them(String quantity, long bytes) {
    assertThat(Quantity.bytes("storage.size", quantity)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Gi", "10 Gi", "10GB", "-1Gi", "1e3", "10gi", "1.Gi", "0x10", "ten"})
  void refuses_what_is_no_quantity(String quantity) {
    assertThatThrownBy(() -> Quantity.bytes("storage.size", quantity))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "storage.size is '%s', allowed: a number with an optional unit Ki, Mi, Gi, Ti, Pi or"
                + " k, M, G, T, P. Write it as 10Gi, for example.",
            quantity);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8001Pi", "99999999999999999999", "100000P"})
  void refuses_more_than_can_be_counted(String quantity) {
    assertThatThrownBy(() -> Quantity.bytes("storage.size", quantity))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageStartingWith("storage.size is '" + quantity + "', allowed: at most 8000Pi.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048575, 1.0 MiB",
    "10737418240, 10.0 GiB",
    "9223372036854775807, 8192.0 PiB"
  })
  void shows_bytes_with_the_unit_that_fits(long bytes, String shown) {
    assertThat(Quantity.show(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, < 1 s",
    "499, < 1 s",
    "500, 1 s",
    "59499, 59 s",
    "59500, 1 min",
    "125000, 2 min 5 s",
    "3600000, 1 h",
    "7260000, 2 h 1 min",
    "360000000, 100 h"
  })
  void shows_durations_with_the_units_that_fit(long millis, String shown) {
    assertThat(Quantity.show(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @Test
  void is_taken_by_storage_and_resources() {
    assertThat(StorageSpec.DEFAULT.size("10Gi").sizeBytes()).isEqualTo(10L << 30);
    assertThat(ResourcesSpec.DEFAULT.heap("256Mi").memory("1Gi"))
        .isEqualTo(new ResourcesSpec(256L << 20, 1L << 30, 0));
  }
}
