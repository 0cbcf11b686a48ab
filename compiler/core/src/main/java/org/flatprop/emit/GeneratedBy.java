package org.flatprop.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.flatprop.runtime.Generated;

/**
 * The annotation that says that a class was generated. Each class has it, nested ones too: tools
 * look at one class at a time. Without the runtime, the outermost class declares its own.
 */
final class GeneratedBy {

  private static final String NAME = Generated.class.getSimpleName();

  private static final String BY = "Flatprop";

  private GeneratedBy() {}

  /** For the outermost class. */
  static List<AnnotationSpec> ofOutermost(Style style) {
    return !style.isRead()
        ? List.of()
        : List.of(by(style.standalone() ? ClassName.get("", style.className(), NAME) : ours()));
  }

  /** For a class nested in one that has the mark. */
  static List<AnnotationSpec> ofNested(Style style) {
    return !style.isRead()
        ? List.of()
        : List.of(by(style.standalone() ? ClassName.get("", NAME) : ours()));
  }

  private static ClassName ours() {
    return ClassName.get(Generated.class);
  }

  private static AnnotationSpec by(ClassName annotation) {
    return AnnotationSpec.builder(annotation).addMember("value", "$S", BY).build();
  }

  /** The annotation, for a class that needs no jar. */
  static TypeSpec declaration() {
    return TypeSpec.annotationBuilder(NAME)
        .addJavadoc("Tools leave out what has an annotation of this name.\n")
        .addAnnotation(
            AnnotationSpec.builder(Retention.class)
                .addMember("value", "$T.CLASS", RetentionPolicy.class)
                .build())
        .addMethod(
            MethodSpec.methodBuilder("value")
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .returns(String.class)
                .build())
        .build();
  }
}
