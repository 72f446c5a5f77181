package io.katka.k8s;

import io.katka.k8s.testing.TestNamespace;
import io.katka.spi.Platform;
import io.katka.spi.PlatformContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every platform keeps to, in pods. */
class KubernetesPlatformContractK8sIT extends PlatformContract {
  private TestNamespace namespace;
  private KubernetesPlatform platform;
  private KubernetesPlatform other;

  @BeforeEach
  void open() {
    namespace = TestNamespace.create();
    platform = namespace.platform().build();
    other = namespace.platform().build();
  }

  @AfterEach
  void leaveNothingBehind() {
    if (namespace != null) {
      platform.close();
      other.close();
      namespace.close();
    }
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
