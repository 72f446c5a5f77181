package io.katka.junit;

import io.katka.fixture.FixtureSpec;
import io.katka.fixture.KatkaTestCluster;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * The clusters that a test or class holds, each in the store of the context that it lasts as long
 * as. JUnit closes what a store holds, the last first.
 */
final class Holds {
  private static final Namespace NAMESPACE = Namespace.create(Holds.class);

  private Holds() {}

  /** The store of a context. */
  static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  /** The cluster that is meant, for the test or class of that context. */
  static KatkaTestCluster cluster(Wish wish, ExtensionContext context) {
    return switch (wish.isolation()) {
      case SHARED -> shared(wish.spec(), context);
      case CLASS -> ofClass(wish.spec(), context);
      case METHOD -> ofMethod(wish.spec(), context);
    };
  }

  private record Key(FixtureSpec spec, Isolation isolation, String context) {}

  private static KatkaTestCluster shared(FixtureSpec spec, ExtensionContext context) {
    SharedClusters all =
        store(context.getRoot())
            .getOrComputeIfAbsent(
                SharedClusters.class, type -> new SharedClusters(), SharedClusters.class);
    String holder = context.getUniqueId();
    return hold(
        new Key(spec, Isolation.SHARED, holder), context, context, key -> all.lease(spec, holder));
  }

  private static KatkaTestCluster ofClass(FixtureSpec spec, ExtensionContext context) {
    ExtensionContext outermost = outermostClass(context);
    return hold(
        new Key(spec, Isolation.CLASS, ""),
        outermost,
        context,
        key -> new ClusterHold.Own(KatkaTestCluster.start(spec)));
  }

  private static KatkaTestCluster ofMethod(FixtureSpec spec, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ExtensionConfigurationException(
          "%s asks for a cluster of isolation METHOD where there is no test method yet: in a static field, a constructor or @BeforeAll. Use an instance field or a parameter of the test."
              .formatted(context.getDisplayName()));
    }
    ExtensionContext type = context.getParent().orElseThrow();
    Spares spares =
        store(outermostClass(context))
            .getOrComputeIfAbsent(
                new Key(spec, Isolation.METHOD, context.getRequiredTestClass().getName()),
                key -> new Spares(spec, testsOf(type)),
                Spares.class);
    return hold(
        new Key(spec, Isolation.METHOD, ""),
        context,
        context,
        key -> new ClusterHold.Own(spares.take()));
  }

  private static int testsOf(ExtensionContext context) {
    return AnnotationSupport.findAnnotatedMethods(
            context.getRequiredTestClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN)
        .size();
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    ExtensionContext found = context;
    ExtensionContext current = context;
    while (current.getParent().isPresent()) {
      if (current.getTestClass().isPresent()) {
        found = current;
      }
      current = current.getParent().get();
    }
    return found;
  }

  private static KatkaTestCluster hold(
      Key key,
      ExtensionContext owner,
      ExtensionContext user,
      java.util.function.Function<Key, ClusterHold> open) {
    KatkaTestCluster cluster =
        store(owner).getOrComputeIfAbsent(key, open, ClusterHold.class).cluster();
    List<KatkaTestCluster> used = usedBy(user);
    if (!used.contains(cluster)) {
      used.add(cluster);
    }
    return cluster;
  }

  /** The clusters that were handed to the test or class of that context. */
  @SuppressWarnings("unchecked")
  static List<KatkaTestCluster> usedBy(ExtensionContext context) {
    // Each context has a list of its own: the key keeps it from finding its parent's.
    return (List<KatkaTestCluster>)
        store(context)
            .getOrComputeIfAbsent(
                "used by " + context.getUniqueId(),
                key -> new CopyOnWriteArrayList<KatkaTestCluster>());
  }
}
