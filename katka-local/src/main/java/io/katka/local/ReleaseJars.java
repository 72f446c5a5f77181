package io.katka.local;

import io.katka.release.KafkaRelease;
import java.nio.file.Path;
import java.util.List;

/** Finds the class path of a release. */
interface ReleaseJars {
  /**
   * The jars that a node of that release needs.
   *
   * @throws io.katka.error.KatkaException if they cannot be had; names what is missing
   */
  List<Path> of(KafkaRelease release);
}
