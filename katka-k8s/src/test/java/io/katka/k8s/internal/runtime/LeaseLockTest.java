package io.katka.k8s.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.katka.error.KatkaException;
import io.katka.internal.SystemTime;
import io.katka.k8s.internal.api.Api;
import io.katka.k8s.testing.StandInServer;
import io.katka.k8s.testing.StandInServer.Answer;
import io.katka.k8s.testing.StandInServer.Request;
import io.katka.spec.ClusterRef;
import io.katka.spi.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a lock is given back, over a server that keeps one lease. */
class LeaseLockTest {
  private static final ClusterRef REF = new ClusterRef("kubernetes", "test", "kafka");

  private StandInServer server;
  private KubernetesClient client;
  private @Nullable Lease kept;

  @BeforeEach
  void serve() throws IOException {
    server = new StandInServer(this::answer);
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer answer(Request request) {
    int code = 200;
    switch (request.method()) {
      case "POST" -> kept = versioned(request.as(Lease.class), 1);
      case "PUT" -> kept = versioned(request.as(Lease.class), Integer.parseInt(version(kept)) + 1);
      case "DELETE" -> {
        String wanted = request.as(DeleteOptions.class).getPreconditions().getResourceVersion();
        code = kept == null ? 404 : wanted.equals(version(kept)) ? 200 : 409;
        kept = code == 200 ? null : kept;
      }
      default -> code = kept == null ? 404 : 200;
    }
    boolean status = kept == null || code > 200;
    return new Answer(code, status ? new StatusBuilder().withCode(code).build() : kept);
  }

  private static String version(Lease lease) {
    return lease.getMetadata().getResourceVersion();
  }

  private static Lease versioned(Lease lease, int version) {
    return new LeaseBuilder(lease)
        .editMetadata()
        .withResourceVersion(String.valueOf(version))
        .endMetadata()
        .build();
  }

  private LeaseLock take(Consumer<LeaseLock> beforeGivingBack) {
    return take(beforeGivingBack, SystemTime.INSTANCE);
  }

  private LeaseLock take(Consumer<LeaseLock> beforeGivingBack, Time time) {
    return LeaseLock.take(
        new Api(client, SystemTime.INSTANCE),
        REF,
        "somebody",
        Duration.ofMinutes(1),
        time,
        new LeaseExpiry(SystemTime.INSTANCE),
        beforeGivingBack);
  }

  @Test
  void isGivenBack() {
    take(lock -> {}).close();

    assertThat(kept).isNull();
  }

  @Test
  void isGivenBackThoughARenewalWasNeverAnswered() {
    LeaseLock lock = take(l -> {});
    kept = versioned(kept, 2);

    lock.close();

    assertThat(kept).isNull();
  }

  @Test
  void isGivenBackThoughNotAllIsSettled() {
    LeaseLock lock =
        take(
            l -> {
              throw new KatkaException("the API server is away");
            });

    lock.close();

    assertThat(kept).isNull();
  }

  @Test
  void isRenewedToSettleWhatIsLeft() {
    var late = new AtomicLong();
    var settled = new AtomicBoolean();
    LeaseLock lock = take(l -> settled.set(l.isHeld()), new Late(late));
    late.set(Duration.ofSeconds(50).toNanos());

    lock.close();

    assertThat(settled).isTrue();
    assertThat(kept).isNull();
  }

  private record Late(AtomicLong by) implements Time {
    @Override
    public Instant now() {
      return SystemTime.INSTANCE.now();
    }

    @Override
    public long nanos() {
      return SystemTime.INSTANCE.nanos() + by.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      SystemTime.INSTANCE.sleep(duration);
    }
  }

  @Test
  void isLeftToWhoeverTookItMeanwhile() {
    LeaseLock lock = take(l -> {});
    kept =
        new LeaseBuilder(versioned(kept, 2))
            .editMetadata()
            .addToAnnotations(Keys.TOKEN, "another")
            .endMetadata()
            .build();

    lock.close();

    assertThat(kept).isNotNull();
  }
}
