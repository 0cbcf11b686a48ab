package org.flatprop;

import org.flatprop.derive.Derivative;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Project;
import org.flatprop.emit.ClassNames;
import org.flatprop.emit.JavaEmitter;
import org.flatprop.emit.Style;
import org.flatprop.load.KernelLoader;
import org.flatprop.loops.Program;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;

/** A model that has been compiled to straight-line code, and all stages before it. */
public final class CompiledModel {

  /** In-process, comments in larger sources are read by nobody and cost time. */
  private static final int MAX_COMMENTED_STEPS = 1_000;

  private final Project project;
  private final Model model;
  private final Derivative derivative;
  private final Program program;
  private final Signature signature;
  private final Options options;

  CompiledModel(
      Project project,
      Model model,
      Derivative derivative,
      Program program,
      Signature signature,
      Options options) {
    this.project = project;
    this.model = model;
    this.derivative = derivative;
    this.program = program;
    this.signature = signature;
    this.options = options;
  }

  /** What goes in and what comes out. */
  public Signature signature() {
    return signature;
  }

  /** A kernel, compiled in-process; for further ones, {@link Kernel#copy} costs nothing. */
  public Kernel kernel() {
    boolean comments = program.forward().size() + program.backward().size() <= MAX_COMMENTED_STEPS;
    String className = className();
    String source = java(style(className, "", false, comments));
    return DeepStack.call(() -> KernelLoader.load(className, source, options.backend()));
  }

  /** The class that the model is emitted as, named after its file. */
  public String className() {
    return ClassNames.of(signature.model());
  }

  /**
   * The model as the text of a Java class.
   *
   * @param packageName empty for the unnamed package
   * @param standalone whether the class shall need no jar
   */
  public String java(String packageName, boolean standalone) {
    return java(style(className(), packageName, standalone, true));
  }

  private String java(Style style) {
    return JavaEmitter.emit(program, signature, style);
  }

  private Style style(String className, String packageName, boolean standalone, boolean comments) {
    return new Style(
        className, packageName, options.profile(), standalone, comments, options.form());
  }

  /** The files, parsed. */
  public Project project() {
    return project;
  }

  /** The graph, and what goes in and out of it. */
  public Model model() {
    return model;
  }

  /** The backward pass as graph. */
  public Derivative derivative() {
    return derivative;
  }

  /** Both passes as straight-line code. */
  public Program program() {
    return program;
  }
}
