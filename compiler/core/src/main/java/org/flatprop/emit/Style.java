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
 * @param outer the name of the class that it is nested in; empty if in none
 * @param part whether that class alone calls it
 * @param packageName empty for the unnamed package
 * @param derivatives what the class differentiates
 * @param use who will call the class
 * @param comments whether lines say where they come from
 * @param form one method a pass, or many
 * @param routines whether lines that repeat become methods of their own, in code of many methods
 */
public record Style(
    String className,
    String outer,
    boolean part,
    String packageName,
    Profile profile,
    Derivatives derivatives,
    Use use,
    boolean comments,
    Form form,
    boolean routines) {

  /** Who calls a class. */
  public enum Use {
    /** Only this process, through the runtime's interface. */
    IN_PROCESS,
    /** Other classes, which are compiled with it; it needs the runtime. */
    AHEAD,
    /** The same, without the runtime. */
    STANDALONE
  }

  /** The forms of straight-line code. Both compute the same bits. */
  public enum Form {
    /** One method where it fits, else many. */
    AUTO,
    /** Many methods, however small the model. */
    SPLIT,
    /** Many methods, and one for lines that repeat, however small the model. */
    OUTLINED
  }

  /** The style of a class nested in one of this style. */
  Style nested(String name) {
    return new Style(
        name, className, false, packageName, profile, derivatives, use, comments, form, routines);
  }

  /** The style of a class that computes gradients for one of this style alone. */
  Style part(String name) {
    return new Style(
        name,
        className,
        true,
        packageName,
        profile,
        Derivatives.GRADIENT,
        use,
        comments,
        form,
        routines);
  }

  /** The same where a class differentiates something else. */
  Style derivatives(Derivatives chosen) {
    return new Style(
        className, outer, part, packageName, profile, chosen, use, comments, form, routines);
  }

  /** The name of the class as others call it. */
  String qualifiedName() {
    String inPackage = packageName.isEmpty() ? "" : packageName + ".";
    return inPackage + (outer.isEmpty() ? "" : outer + ".") + className;
  }

  /** Whether the class needs no jar. */
  boolean standalone() {
    return use == Use.STANDALONE;
  }

  /** Whether the class is read and called by people: it says what it is, in their names. */
  public boolean isRead() {
    return use != Use.IN_PROCESS;
  }

  /** Whether there is a backward pass. */
  boolean differentiates() {
    return derivatives != Derivatives.NONE;
  }

  /** Whether one forward pass serves many backward passes. */
  boolean repeats() {
    return derivatives == Derivatives.JACOBIAN;
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
    return profile == Profile.FAST && !standalone();
  }

  /** What a method of the kernel interface is annotated with, where there is the interface. */
  List<AnnotationSpec> overrides() {
    return standalone() || part
        ? List.of()
        : List.of(AnnotationSpec.builder(Override.class).build());
  }
}
