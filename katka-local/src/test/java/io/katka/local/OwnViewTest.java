package io.katka.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.katka.spi.KafkaGateway;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnViewTest {
  private URLClassLoader release;
  private ClassLoader view;

  /** Tells what it sees. */
  public static final class Witness implements Supplier<List<Class<?>>> {
    /** For reflection. */
    public Witness() {}

    @Override
    public List<Class<?>> get() {
      return List.of(Admin.class, KafkaGateway.class, Witness.class);
    }
  }

  @BeforeEach
  void open() {
    URL clients = Admin.class.getProtectionDomain().getCodeSource().getLocation();
    release = new URLClassLoader(new URL[] {clients}, ClassLoader.getPlatformClassLoader());
    view = new OwnView(Witness.class, release);
  }

  @AfterEach
  void close() throws Exception {
    release.close();
  }

  @Test
  void showsTheReleasesKafkaAndTheProgramsOwnOfAllElse() throws Exception {
    Object witness =
        Class.forName(Witness.class.getName(), true, view).getConstructor().newInstance();

    assertThat(witness).isNotInstanceOf(Witness.class).isInstanceOf(Supplier.class);
    assertThat((List<?>) ((Supplier<?>) witness).get())
        .first()
        .isSameAs(release.loadClass(Admin.class.getName()))
        .isNotSameAs(Admin.class);
    assertThat(view.loadClass("org.apache.kafka.common.Uuid").getClassLoader()).isSameAs(release);
    assertThat(view.loadClass(KafkaGateway.class.getName())).isSameAs(KafkaGateway.class);
  }

  @Test
  void definesAClassOnce() throws Exception {
    assertThat(view.loadClass(Witness.class.getName()))
        .isSameAs(view.loadClass(Witness.class.getName()));
  }
}
