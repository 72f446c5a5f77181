package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.k8s.internal.api.Api;
import java.net.HttpURLConnection;

/**
 * Applies objects on the server's side, as the field manager {@code katka}. What another manager
 * owns by now is not taken from it, unless that is asked for.
 */
final class Applier {
  static final String MANAGER = "katka";

  private final Api api;

  Applier(Api api) {
    this.api = api;
  }

  /**
   * Makes an object as wanted.
   *
   * @return the object as the API server has it now
   * @throws io.katka.error.KatkaException naming the fields and who owns them, if somebody else
   *     does
   */
  <T extends HasMetadata> T apply(T wanted) {
    return api.call(
        "apply " + name(wanted), c -> c.resource(wanted).fieldManager(MANAGER).serverSideApply());
  }

  /** Makes an object as wanted, whoever owns what is different. */
  <T extends HasMetadata> T takeBack(T wanted) {
    return api.call(
        "put back " + name(wanted),
        c -> c.resource(wanted).fieldManager(MANAGER).forceConflicts().serverSideApply());
  }

  /** Asks whether an object could be made so, and changes nothing. */
  void dryRun(HasMetadata wanted) {
    api.attempt(
        "try " + name(wanted),
        c -> c.resource(wanted).dryRun().fieldManager(MANAGER).forceConflicts().serverSideApply());
  }

  /** Deletes an object, which may be gone already. */
  void delete(HasMetadata object) {
    try {
      api.attempt("delete " + name(object), c -> c.resource(object).delete());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw Api.told("delete " + name(object), e);
      }
    }
  }

  /** Deletes a ConfigMap, which may be gone already. */
  void deleteConfigMap(String namespace, String name) {
    api.run(
        "delete the ConfigMap " + name,
        c -> c.configMaps().inNamespace(namespace).withName(name).delete());
  }

  static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
