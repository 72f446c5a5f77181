package io.katka;

import io.katka.balance.Balancer;
import io.katka.error.InvalidSpecException;
import io.katka.error.KatkaException;
import io.katka.event.KatkaEvent;
import io.katka.internal.SystemTime;
import io.katka.release.ReleaseCatalogue;
import io.katka.spi.KafkaGatewayProvider;
import io.katka.spi.Platform;
import io.katka.spi.PlatformProvider;
import io.katka.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs Apache Kafka clusters from a program.
 *
 * <pre>{@code
 * Katka.cluster("kafka").replicas(5).version("4.4.0").apply();
 * }</pre>
 *
 * <p>looks at what is there, works out what must change, and carries it out safely. {@link
 * #cluster} uses the one platform on the class path; {@link #builder} makes an instance with a
 * platform, settings and listeners of its own. Thread-safe.
 */
public final class Katka implements AutoCloseable {
  private static final Katka DEFAULT = builder().build();

  private final Builder settings;
  private @Nullable Platform platform;
  private boolean closed;

  private Katka(Builder settings) {
    this.settings = settings;
  }

  /** A request about a cluster on the one platform on the class path. */
  @CheckReturnValue
  public static ClusterRequest cluster(String name) {
    return DEFAULT.manage(name);
  }

  /** Plans rebalances from a table of partitions alone, without a cluster or a platform. */
  @CheckReturnValue
  public static Balancer balancer() {
    return Balancer.create();
  }

  /** Starts an instance with settings of its own. */
  @CheckReturnValue
  public static Builder builder() {
    return new Builder();
  }

  /** A request about a cluster on this instance's platform. */
  @CheckReturnValue
  public ClusterRequest manage(String name) {
    io.katka.spec.ClusterRef.checkName("name", name);
    return new ClusterRequest(this, name);
  }

  synchronized Platform platform() {
    if (closed) {
      throw new IllegalStateException("this Katka is closed: build another one");
    }
    Platform opened = platform;
    if (opened == null) {
      opened = settings.openPlatform();
      platform = opened;
    }
    return opened;
  }

  KafkaGatewayProvider gateways() {
    return settings.gateways();
  }

  Time time() {
    return settings.time;
  }

  ReleaseCatalogue releases() {
    return settings.releases;
  }

  List<Consumer<KatkaEvent>> listeners() {
    return List.copyOf(settings.listeners);
  }

  Duration stallTimeout() {
    return settings.stallTimeout;
  }

  Duration lease() {
    return settings.lease;
  }

  /**
   * Closes the platform. On the local platform that stops the nodes of attached clusters, as the
   * end of the program does.
   */
  @Override
  public synchronized void close() {
    if (!closed && platform != null) {
      platform.close();
    }
    closed = true;
  }

  /** Collects settings; for one thread. */
  public static final class Builder {
    private final List<Consumer<KatkaEvent>> listeners = new ArrayList<>();
    private final Map<String, String> properties = new TreeMap<>();
    private Time time = SystemTime.INSTANCE;
    private ReleaseCatalogue releases = ReleaseCatalogue.standard();
    private Duration stallTimeout = Duration.ofMinutes(5);
    private Duration lease = Duration.ofSeconds(15);
    private @Nullable Platform platform;
    private @Nullable KafkaGatewayProvider gateways;
    private String platformName = "";

    private Builder() {}

    /** Uses this platform; it is closed with the instance. */
    public Builder platform(Platform instance) {
      platform = instance;
      return this;
    }

    /** Uses the platform of that name on the class path, such as {@code local}. */
    public Builder platform(String name) {
      platformName = name;
      return this;
    }

    /** Sets a setting of the platform, such as {@code local.directory}. */
    public Builder setting(String name, String value) {
      properties.put(name, value);
      return this;
    }

    /** Reaches Kafka through this gateway instead of the one on the class path. */
    public Builder gateway(KafkaGatewayProvider provider) {
      gateways = provider;
      return this;
    }

    /** Tells every run's events to a listener. */
    public Builder listener(Consumer<KatkaEvent> listener) {
      listeners.add(listener);
      return this;
    }

    /** Knows other releases than the standard ones. */
    public Builder releases(ReleaseCatalogue catalogue) {
      releases = catalogue;
      return this;
    }

    /**
     * How long a wait for an effect may go without coming nearer to it before the step fails; gates
     * get six times as long. Five minutes unless set.
     */
    public Builder stallTimeout(Duration timeout) {
      stallTimeout = positive("stallTimeout", timeout);
      return this;
    }

    /**
     * How long a cluster's lock outlasts its last renewal: how long others wait for a run whose
     * program is gone without a trace. 15 seconds unless set.
     */
    public Builder lease(Duration duration) {
      lease = positive("lease", duration);
      return this;
    }

    /** Uses another time than this machine's, as a simulator does. */
    public Builder time(Time other) {
      time = other;
      return this;
    }

    private static Duration positive(String field, Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new InvalidSpecException(field, duration, "longer than zero", "Give a duration.");
      }
      return duration;
    }

    /** The instance. Nothing is opened before a request's terminal verb. */
    public Katka build() {
      var copy = new Builder();
      copy.listeners.addAll(listeners);
      copy.properties.putAll(properties);
      copy.time = time;
      copy.releases = releases;
      copy.stallTimeout = stallTimeout;
      copy.lease = lease;
      copy.platform = platform;
      copy.gateways = gateways;
      copy.platformName = platformName;
      return new Katka(copy);
    }

    private Platform openPlatform() {
      return platform != null
          ? platform
          : PlatformChoice.choose(
                  ServiceLoader.load(PlatformProvider.class, Katka.class.getClassLoader()),
                  platformName)
              .open(properties, time);
    }

    private KafkaGatewayProvider gateways() {
      return gateways != null
          ? gateways
          : ServiceLoader.load(KafkaGatewayProvider.class, Katka.class.getClassLoader())
              .findFirst()
              .orElseThrow(
                  () ->
                      new KatkaException(
                          "No KafkaGatewayProvider on the class path: add io.katka:katka-kafka."));
    }
  }
}
