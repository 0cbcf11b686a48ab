package org.flatprop.emit;

import static javax.lang.model.element.Modifier.PUBLIC;

import com.palantir.javapoet.MethodSpec;

/** The method that gives the seed of an objective that is an array. */
final class SeedMethod {

  private SeedMethod() {}

  /**
   * @param variable the field that holds the seed
   */
  static MethodSpec of(Style style, String variable) {
    return MethodSpec.methodBuilder("seed")
        .addJavadoc("The adjoint of the objective; ones until others are written.\n")
        .addAnnotations(style.overrides())
        .addModifiers(PUBLIC)
        .returns(double[].class)
        .addStatement("return $L", variable)
        .build();
  }
}
