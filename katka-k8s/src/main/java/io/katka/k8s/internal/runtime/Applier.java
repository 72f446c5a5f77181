package io.katka.k8s.internal.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.katka.k8s.internal.api.Api;
import java.net.HttpURLConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies objects on the server's side, as the field manager {@code katka}. What another manager
 * owns by now is not taken from it, unless that is asked for.
 */
final class Applier {
  static final String MANAGER = "katka";

  /** How often the status may get ahead of a write before the write is given up. */
  private static final int OVERTAKEN = 5;

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

  /**
   * Makes a set as wanted from the one that was looked at. What its controller notes in its status
   * as pods come and go does not matter; any other change since does.
   *
   * @throws io.katka.error.UnreachableException if it was changed since: look again
   */
  StatefulSet applyOver(StatefulSet seen, StatefulSet wanted) {
    String version = seen.getMetadata().getResourceVersion();
    for (int attempt = 1; ; attempt++) {
      StatefulSet made = at(version, wanted);
      try {
        return api.attempt(
            "apply " + name(wanted), c -> c.resource(made).fieldManager(MANAGER).serverSideApply());
      } catch (KubernetesClientException e) {
        StatefulSet now = Api.isOvertaken(e) && attempt < OVERTAKEN ? latest(seen) : null;
        if (now == null || !differsInStatusOnly(seen, now)) {
          throw Api.told("apply " + name(wanted), e);
        }
        version = now.getMetadata().getResourceVersion();
      }
    }
  }

  private @Nullable StatefulSet latest(StatefulSet seen) {
    return api.call("look at " + name(seen), c -> c.resource(seen).get());
  }

  private static StatefulSet at(String version, StatefulSet wanted) {
    return new StatefulSetBuilder(wanted)
        .editMetadata()
        .withResourceVersion(version)
        .endMetadata()
        .build();
  }

  /** A generation is counted up with every change of what is wanted, but not of annotations. */
  private static boolean differsInStatusOnly(StatefulSet seen, StatefulSet now) {
    ObjectMeta one = seen.getMetadata();
    ObjectMeta other = now.getMetadata();
    return Objects.equals(one.getUid(), other.getUid())
        && Objects.equals(one.getGeneration(), other.getGeneration())
        && Objects.equals(one.getLabels(), other.getLabels())
        && Objects.equals(one.getAnnotations(), other.getAnnotations());
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
