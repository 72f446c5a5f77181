package io.katka.k8s;

import io.katka.error.InvalidSpecException;
import io.katka.spi.Platform;
import io.katka.spi.PlatformProvider;
import io.katka.spi.Time;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds the Kubernetes platform on the class path.
 *
 * <p>Settings: {@code kubernetes.kubeconfig}, the file to read; {@code kubernetes.context}, the
 * context in it; {@code kubernetes.namespace}; {@code kubernetes.image}, the nodes' image; {@code
 * kubernetes.exposure}, how clients outside reach the brokers: {@code none}, {@code nodePort} or
 * {@code loadBalancer}; {@code kubernetes.hosts}, the host names that brokers advertise to them.
 * Each has the default that {@link KubernetesPlatform.Builder} gives it; what else there is to say
 * is said there.
 */
public final class KubernetesPlatformProvider implements PlatformProvider {
  /** Made by {@link java.util.ServiceLoader}. */
  public KubernetesPlatformProvider() {}

  @Override
  public String name() {
    return KubernetesPlatform.NAME;
  }

  @Override
  public Platform open(Map<String, String> settings, Time time) {
    KubernetesPlatform.Builder builder = KubernetesPlatform.builder().time(time);
    settings.forEach(
        (key, value) -> {
          switch (key) {
            case "kubernetes.kubeconfig" -> builder.kubeconfig(Path.of(value));
            case "kubernetes.context" -> builder.context(value);
            case "kubernetes.namespace" -> builder.namespace(value);
            case "kubernetes.image" -> builder.options(options -> options.image(value));
            case "kubernetes.exposure" -> {
              Exposure exposure = exposure(value, settings.getOrDefault("kubernetes.hosts", ""));
              builder.options(options -> options.exposure(exposure));
            }
            default -> {
              // Another platform's.
            }
          }
        });
    return builder.build();
  }

  private static Exposure exposure(String name, String hosts) {
    return switch (name) {
      case "none" -> Exposure.none();
      case "nodePort" -> hosts.isEmpty() ? Exposure.nodePort() : Exposure.nodePort().hosts(hosts);
      case "loadBalancer" ->
          hosts.isEmpty() ? Exposure.loadBalancer() : Exposure.loadBalancer().hosts(hosts);
      default ->
          throw new InvalidSpecException(
              "kubernetes.exposure",
              name,
              "none, nodePort or loadBalancer",
              "Choose one of them, or leave it out for clients inside only.");
    };
  }
}
