package io.katka.internal.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.io.Serial;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the members of a sealed interface by their simple class names in a property {@code type},
 * so that Katka's types need no annotations of a library.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
    if (root(type.getRawType()) == null) {
      return super.findTypeResolver(config, type, baseType);
    }
    return new StdTypeResolverBuilder()
        .init(JsonTypeInfo.Id.NAME, null)
        .inclusion(JsonTypeInfo.As.PROPERTY)
        .typeProperty("type");
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    Class<?> type = annotated.getRawType();
    if (!isRoot(type)) {
      return super.findSubtypes(annotated);
    }
    return Arrays.stream(type.getPermittedSubclasses())
        .map(member -> new NamedType(member, member.getSimpleName()))
        .toList();
  }

  @Override
  public @Nullable String findTypeName(AnnotatedClass type) {
    return root(type.getRawType()) == null
        ? super.findTypeName(type)
        : type.getRawType().getSimpleName();
  }

  private static @Nullable Class<?> root(Class<?> type) {
    if (isRoot(type)) {
      return type;
    }
    return Arrays.stream(type.getInterfaces()).filter(SealedTypes::isRoot).findFirst().orElse(null);
  }

  private static boolean isRoot(Class<?> type) {
    return type.isInterface() && type.isSealed();
  }
}
