package io.katka.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A change to every rendered object of a kind: the way in for what there is no option for. Its
 * name, namespace and Katka's labels must stay, or it is refused.
 *
 * @param <T> the kind
 * @param kind the kind's class in the fabric8 model
 * @param change returns the object to use; may change and return the one it is given
 */
public record Customization<T extends HasMetadata>(Class<T> kind, UnaryOperator<T> change) {
  public Customization {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(change, "change");
  }
}
