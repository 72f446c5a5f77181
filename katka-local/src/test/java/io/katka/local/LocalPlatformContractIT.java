package io.katka.local;

import io.katka.spi.Platform;
import io.katka.spi.PlatformContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What every platform keeps to, in processes. */
class LocalPlatformContractIT extends PlatformContract {
  @TempDir Path directory;
  private LocalPlatform platform;
  private LocalPlatform other;

  @BeforeEach
  void open() {
    platform = LocalPlatform.builder().directory(directory).build();
    other = LocalPlatform.builder().directory(directory).build();
  }

  @AfterEach
  void leaveNothingBehind() {
    other.close();
    platform.close();
  }

  @Override
  protected Platform platform() {
    return platform;
  }

  @Override
  protected Platform anotherProgram() {
    return other;
  }
}
