package io.katka.junit;

import io.katka.fixture.KatkaTestCluster;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.JUnitException;

/**
 * Gives tests the clusters that {@link KatkaCluster} asks for. A test that fails gets the logs of
 * its clusters' nodes attached to its report, and their files are kept.
 */
public final class KatkaExtension
    implements ParameterResolver,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {
  private static final int LAST_LINES = 100;

  /** Made by JUnit. */
  public KatkaExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.knows(parameter.getParameter(), parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Parameter declared = parameter.getParameter();
    return new Injection(
            declared,
            declared.getType(),
            declared.getParameterizedType(),
            "parameter %s of %s".formatted(declared, parameter.getDeclaringExecutable()),
            context)
        .value();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Fields.fillStatic(context.getRequiredTestClass(), context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context
        .getRequiredTestInstances()
        .getAllInstances()
        .forEach(instance -> Fields.fill(instance, context));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    attachIfFailed(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    attachIfFailed(context);
  }

  private static void attachIfFailed(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      ExtensionContext current = context;
      while (current.getParent().isPresent()) {
        Holds.usedBy(current).forEach(cluster -> attach(cluster, context));
        current = current.getParent().get();
      }
    }
  }

  private static void attach(KatkaTestCluster cluster, ExtensionContext context) {
    cluster.keepFiles();
    cluster.logs().forEach((node, lines) -> attach(node, lines, cluster, context));
  }

  /** As a file, or else, where the run was told to write none, the last lines as text. */
  private static void attach(
      int node, List<String> lines, KatkaTestCluster cluster, ExtensionContext context) {
    if (lines.isEmpty()) {
      return;
    }
    String name = "kafka-node-%d-%08x.log".formatted(node, System.identityHashCode(cluster));
    try {
      context.publishFile(name, MediaType.TEXT_PLAIN_UTF_8, file -> Files.write(file, lines));
    } catch (JUnitException e) {
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      context.publishReportEntry(name, String.join("\n", last) + "\n");
    }
  }
}
