package io.katka;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What belongs where in the core. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.katka");

  /** Each may use itself and what stands before it. */
  private static final List<String> ORDER =
      List.of(
          "io.katka.error..",
          "io.katka.release..",
          "io.katka.spec..",
          "io.katka.state..",
          "io.katka.balance..",
          "io.katka.plan..",
          "io.katka.event..",
          "io.katka.spi..",
          "io.katka.step..",
          "io.katka.workflow..",
          "io.katka.internal..",
          "io.katka.report..",
          "io.katka");

  private static final Set<String> CLOCKS_AND_SLEEPS =
      Set.of(
          "java.lang.Thread.sleep",
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.time.Instant.now",
          "java.util.concurrent.TimeUnit.sleep",
          "java.util.concurrent.locks.LockSupport.parkNanos");

  static Stream<List<String>> packagesAndThoseToTheirRight() {
    return IntStream.range(0, ORDER.size() - 1).mapToObj(i -> ORDER.subList(i, ORDER.size()));
  }

  @ParameterizedTest
  @MethodSource("packagesAndThoseToTheirRight")
  void arrows_between_packages_point_to_the_left_only(List<String> packages) {
    noClasses()
        .that()
        .resideInAPackage(packages.get(0))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages.subList(1, packages.size()).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void every_package_has_its_place_in_the_order() {
    classes().should().resideInAnyPackage(ORDER.toArray(String[]::new)).check(CORE);
  }

  @Test
  void what_is_internal_stands_in_no_public_signature() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.katka.internal..")
        .and(describe("can be seen from outside", ArchitectureTest::isVisible))
        .should(showTypesOf("io.katka.internal.."))
        .check(CORE);
  }

  @Test
  void only_the_system_time_sleeps_or_reads_a_clock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.katka.internal.SystemTime")
        .should()
        .accessTargetWhere(isClockOrSleep())
        .check(CORE);
  }

  @Test
  void libraries_stay_inside() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.katka.internal..")
        // The balancer's reader of JSON files: not visible outside its package, which cannot use
        // what lies in internal packages.
        .and()
        .doNotHaveFullyQualifiedName("io.katka.balance.JsonInput")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson..", "io.github.resilience4j..")
        .check(CORE);
  }

  @Test
  void there_is_something_to_look_at() {
    assertThat(CORE).hasSizeGreaterThan(50);
  }

  private static DescribedPredicate<JavaAccess<?>> isClockOrSleep() {
    return describe(
        "the target is a clock or sleeps",
        access ->
            CLOCKS_AND_SLEEPS.contains(
                access.getTargetOwner().getFullName() + "." + access.getTarget().getName()));
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
  }

  private static ArchCondition<JavaClass> showTypesOf(String packages) {
    return new ArchCondition<>("show types of " + packages) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getAllRawSuperclasses().forEach(parent -> report(type, parent, events));
        type.getAllRawInterfaces().forEach(parent -> report(type, parent, events));
        type.getMembers().stream()
            .filter(ArchitectureTest::isVisible)
            .forEach(
                member ->
                    signature(member)
                        .flatMap(part -> part.getAllInvolvedRawTypes().stream())
                        .forEach(part -> report(member, part, events)));
      }

      private void report(Object where, JavaClass part, ConditionEvents events) {
        boolean shown = resideInAnyPackage(packages).test(part);
        events.add(new SimpleConditionEvent(where, shown, where + " shows " + part.getName()));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaType> signature(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    return Stream.of(
            Stream.of(unit.getReturnType()),
            unit.getParameterTypes().stream(),
            unit.getThrowsClause().getTypes().stream())
        .flatMap(types -> types);
  }
}
