package io.katka.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.katka.error.InvalidSpecException;
import io.katka.spec.ResourcesSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How a cluster's nodes become Kubernetes objects: all that is Kubernetes' and not Kafka's.
 *
 * @param image the nodes' image, {@code {version}} standing for the release's number; empty for the
 *     release's own. It has the official image's layout: {@code /opt/kafka/bin}, bash, uid 1000;
 *     with a ZooKeeper ensemble, whose members run it too, {@code /usr/bin} of Confluent's will do
 * @param pullSecrets Secrets with the image registry's credentials
 * @param exposure how clients outside reach the brokers
 * @param tls encryption between clients and brokers
 * @param monitoring how Prometheus gets at metrics
 * @param scheduling where the pods may run
 * @param volumes the volumes' class and sizes where the request leaves them out
 * @param controllerResources what a dedicated controller, or a member of a ZooKeeper ensemble, may
 *     use
 * @param shutdownGrace how long a node may take to shut down before it is killed, 30 seconds to 24
 *     hours; a broker needs it for handing its leaderships over and flushing its logs
 * @param networkPolicy whether a NetworkPolicy closes the nodes' own listeners to other pods
 * @param customizations changes to the rendered objects, in that order
 */
public record Options(
    String image,
    List<String> pullSecrets,
    Exposure exposure,
    Tls tls,
    Monitoring monitoring,
    Scheduling scheduling,
    Volumes volumes,
    ResourcesSpec controllerResources,
    Duration shutdownGrace,
    boolean networkPolicy,
    List<Customization<?>> customizations) {

  /** What there is without a word: reachable from inside, apart where possible, no metrics. */
  public static final Options DEFAULT = builder().build();

  public Options {
    Objects.requireNonNull(image, "image");
    pullSecrets = List.copyOf(pullSecrets);
    Objects.requireNonNull(exposure, "exposure");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(monitoring, "monitoring");
    Objects.requireNonNull(scheduling, "scheduling");
    Objects.requireNonNull(volumes, "volumes");
    Objects.requireNonNull(controllerResources, "controllerResources");
    Objects.requireNonNull(shutdownGrace, "shutdownGrace");
    customizations = List.copyOf(customizations);
    if (shutdownGrace.compareTo(Duration.ofSeconds(30)) < 0
        || shutdownGrace.compareTo(Duration.ofHours(24)) > 0) {
      throw new InvalidSpecException(
          "shutdownGrace",
          shutdownGrace,
          "30 seconds to 24 hours",
          "A pod ends as soon as its broker has ended, so be generous.");
    }
    boolean encrypted = !(tls instanceof Tls.None);
    if (encrypted && !tls.inside() && exposure instanceof Exposure.None) {
      throw new InvalidSpecException(
          "tls",
          "outside only, with no exposure",
          "a listener to encrypt",
          "Leave out outsideOnly(), or choose an exposure.");
    }
  }

  /** Everything as in {@link #DEFAULT} unless it is said. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options; not thread-safe. */
  public static final class Builder {
    private String image = "";
    private List<String> pullSecrets = List.of();
    private Exposure exposure = Exposure.none();
    private Tls tls = Tls.none();
    private Monitoring monitoring = Monitoring.none();
    private Scheduling scheduling = Scheduling.DEFAULT;
    private Volumes volumes = Volumes.DEFAULT;
    private ResourcesSpec controllerResources = ResourcesSpec.DEFAULT;
    private Duration shutdownGrace = Duration.ofMinutes(15);
    private boolean networkPolicy = true;
    private final List<Customization<?>> customizations = new java.util.ArrayList<>();

    private Builder() {}

    /** Takes this image, such as {@code registry.example.com/kafka:{version}}. */
    public Builder image(String pattern) {
      image = pattern;
      return this;
    }

    /** Takes images with the credentials in these Secrets. */
    public Builder pullSecrets(String... names) {
      pullSecrets = List.of(names);
      return this;
    }

    /** Lets clients outside reach the brokers this way. */
    public Builder exposure(Exposure way) {
      exposure = way;
      return this;
    }

    /** Encrypts between clients and brokers. */
    public Builder tls(Tls certificate) {
      tls = certificate;
      return this;
    }

    /** Offers metrics to Prometheus. */
    public Builder monitoring(Monitoring way) {
      monitoring = way;
      return this;
    }

    /** Changes where the pods may run. */
    public Builder scheduling(UnaryOperator<Scheduling> change) {
      scheduling = change.apply(scheduling);
      return this;
    }

    /** Changes the volumes' class and sizes where the request leaves them out. */
    public Builder volumes(UnaryOperator<Volumes> change) {
      volumes = change.apply(volumes);
      return this;
    }

    /** Changes what a dedicated controller, or a member of a ZooKeeper ensemble, may use. */
    public Builder controllerResources(UnaryOperator<ResourcesSpec> change) {
      controllerResources = change.apply(controllerResources);
      return this;
    }

    /** Gives nodes this long to shut down. */
    public Builder shutdownGrace(Duration grace) {
      shutdownGrace = grace;
      return this;
    }

    /** Makes a NetworkPolicy or not. */
    public Builder networkPolicy(boolean made) {
      networkPolicy = made;
      return this;
    }

    /** Changes every object of a kind just before it is applied. */
    public <T extends HasMetadata> Builder customize(Class<T> kind, UnaryOperator<T> change) {
      customizations.add(new Customization<>(kind, change));
      return this;
    }

    /**
     * The options.
     *
     * @throws InvalidSpecException if they do not fit together
     */
    public Options build() {
      return new Options(
          image,
          pullSecrets,
          exposure,
          tls,
          monitoring,
          scheduling,
          volumes,
          controllerResources,
          shutdownGrace,
          networkPolicy,
          customizations);
    }
  }
}
