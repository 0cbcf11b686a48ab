package org.flatprop.emit;

import com.palantir.javapoet.AnnotationSpec;
import java.util.List;
import org.flatprop.runtime.FastProduct;
import org.flatprop.runtime.MatrixProduct;
import org.flatprop.runtime.ProductScratch;

/**
 * How a model is written as Java.
 *
 * @param className a legal Java class name
 * @param packageName empty for the unnamed package
 * @param standalone whether the class needs no jar
 * @param comments whether lines say where they come from
 * @param form one method a pass, or many
 * @param routines whether lines that repeat become methods of their own, in code of many methods
 */
public record Style(
    String className,
    String packageName,
    Profile profile,
    boolean standalone,
    boolean comments,
    Form form,
    boolean routines) {

  /** The forms of straight-line code. Both compute the same bits. */
  public enum Form {
    /** One method where it fits, else many. */
    AUTO,
    /** Many methods, however small the model. */
    SPLIT,
    /** Many methods, and one for lines that repeat, however small the model. */
    OUTLINED
  }

  /** Where matrix products come from. */
  Class<?> products() {
    return hasFastProducts() ? FastProduct.class : MatrixProduct.class;
  }

  /** The memory that matrix products need. */
  Class<?> productScratch() {
    return hasFastProducts() ? ProductScratch.class : double[][].class;
  }

  /** A standalone class holds the plain ones. */
  private boolean hasFastProducts() {
    return profile == Profile.FAST && !standalone;
  }

  /** What a method of the kernel interface is annotated with, where there is the interface. */
  List<AnnotationSpec> overrides() {
    return standalone ? List.of() : List.of(AnnotationSpec.builder(Override.class).build());
  }
}
