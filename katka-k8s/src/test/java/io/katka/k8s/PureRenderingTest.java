package io.katka.k8s;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Rendering touches nothing, and fabric8 may be of either line. */
class PureRenderingTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.katka.k8s");

  @Test
  void manifestsKnowNoClientAndNoClock() {
    noClasses()
        .that()
        .resideInAPackage("io.katka.k8s.internal.manifest..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.fabric8.kubernetes.client..")
                .and(not(resideInAPackage("io.fabric8.kubernetes.client.utils.."))))
        .orShould()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.katka.k8s.internal.api..",
                "io.katka.k8s.internal.runtime..",
                "io.katka.k8s.internal.tunnel..",
                "io.katka.spi.."))
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CLASSES);
  }

  @Test
  void noClassHasBothJacksonAndFabric8() {
    assertThat(CLASSES)
        .filteredOn(type -> uses(type, "io.fabric8."))
        .isNotEmpty()
        .filteredOn(type -> uses(type, "com.fasterxml.jackson.") || uses(type, "tools.jackson."))
        .isEmpty();
  }

  private static boolean uses(JavaClass type, String packages) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(to -> to.getTargetClass().getPackageName().startsWith(packages));
  }
}
