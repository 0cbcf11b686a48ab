package org.flatprop;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flatprop.derive.Derivative;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Project;
import org.flatprop.emit.ClassNames;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.JavaEmitter;
import org.flatprop.emit.JavaText;
import org.flatprop.emit.ModelText;
import org.flatprop.emit.Style;
import org.flatprop.graph.Divergence;
import org.flatprop.graph.Evaluation;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.load.KernelLoader;
import org.flatprop.loops.ArrayLowering;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Lowering;
import org.flatprop.loops.Ports;
import org.flatprop.loops.Program;
import org.flatprop.routines.Outline;
import org.flatprop.runtime.Evaluator;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;

/** A model that has been compiled to code, and all stages before it. */
@SuppressWarnings(
    "exports") // the stages' own types are for the command line, and for the class path
public final class CompiledModel {

  /** In-process, comments in larger sources are read by nobody and cost time. */
  private static final int MAX_COMMENTED_STEPS = 1_000;

  /** More numbers are not held all at once for somebody to look at. */
  private static final long MAX_EVALUATED = 50_000_000;

  private final SourceFile file;
  private final Model model;
  private final Derivative derivative;
  private final Lowered lowered;
  private final Emitted emitted;
  private final List<String> wrt;
  private final Options options;

  /**
   * What is written as Java.
   *
   * @param code both passes
   * @param columns the columns of the Jacobian, if one backward pass computes them all
   */
  record Emitted(Lowered code, Optional<Program> columns) {}

  /** Made once; only a model without open dims has it. */
  private volatile Signature fixed;

  /** The dims last found to fit. */
  private volatile Map<String, Integer> fitting;

  CompiledModel(
      SourceFile file,
      Model model,
      Derivative derivative,
      Lowered lowered,
      Emitted emitted,
      List<String> wrt,
      Options options) {
    this.file = file;
    this.model = model;
    this.derivative = derivative;
    this.lowered = lowered;
    this.emitted = emitted;
    this.wrt = wrt;
    this.options = options;
  }

  /** The sizes that are given when a kernel is made. */
  public List<String> dims() {
    return model.dims();
  }

  /** What goes in and what comes out of a model without open dims. */
  public Signature signature() {
    Signature known = fixed;
    if (known == null) {
      known = signature(Map.of());
      fixed = known;
    }
    return known;
  }

  /**
   * What goes in and what comes out.
   *
   * @param dims the sizes that the model leaves open
   * @throws CompileException if a size is missing, or the sizes do not fit
   */
  public Signature signature(Map<String, Integer> dims) {
    check(dims);
    return new Signature(
        name(),
        model.inputs().stream().map(input -> model.variable(input, dims)).toList(),
        model.outputs().stream().map(o -> section(o.name(), o.node(), dims)).toList(),
        wrt.stream().map(name -> section(name, model.values().get(name), dims)).toList());
  }

  private void check(Map<String, Integer> dims) {
    if (!dims.equals(fitting)) {
      new Binding(model, file).check(dims, lowered.frame());
      fitting = Map.copyOf(dims);
    }
  }

  private static Section section(String name, Node node, Map<String, Integer> dims) {
    return Section.of(name, Arrays.stream(node.shape().values(dims)).boxed().toList());
  }

  String name() {
    return ClassNames.base(file.name());
  }

  /** A kernel of a model without open dims. */
  public Kernel kernel() {
    return kernel(Map.of());
  }

  /**
   * A kernel, compiled in-process; for further ones, {@link Kernel#copy} costs nothing.
   *
   * @param dims the sizes that the model leaves open
   * @throws CompileException if a size is missing, or the sizes do not fit
   * @throws IllegalStateException if the model has been compiled without derivatives
   */
  public Kernel kernel(Map<String, Integer> dims) {
    if (options.derivatives() == Derivatives.NONE) {
      throw new IllegalStateException("compiled without derivatives: there is an evaluator only");
    }
    return (Kernel) evaluator(dims);
  }

  /**
   * Kernels for sizes that are given one after the other, as for batches. The model is compiled
   * in-process once, by this call; what is returned throws as {@link #kernel(Map)} does.
   *
   * @throws IllegalStateException if the model has been compiled without derivatives
   */
  public Function<Map<String, Integer>, Kernel> kernels() {
    if (options.derivatives() == Derivatives.NONE) {
      throw new IllegalStateException("compiled without derivatives: there are evaluators only");
    }
    KernelLoader.Maker maker = load();
    return dims -> {
      check(dims);
      return (Kernel) make(maker, dims);
    };
  }

  /**
   * A kernel or, of a model compiled without derivatives, what evaluates it; compiled in-process.
   *
   * @param dims the sizes that the model leaves open
   * @throws CompileException if a size is missing, or the sizes do not fit
   */
  public Evaluator evaluator(Map<String, Integer> dims) {
    check(dims);
    return make(load(), dims);
  }

  private Evaluator make(KernelLoader.Maker maker, Map<String, Integer> dims) {
    return maker.make(model.dims().stream().map(dims::get).toArray());
  }

  private KernelLoader.Maker load() {
    Program frame = lowered.frame();
    boolean comments = frame.forward().size() + frame.backward().size() <= MAX_COMMENTED_STEPS;
    String className = className();
    JavaText java = java(style(className, "", Style.Use.IN_PROCESS, comments));
    int sizes = model.dims().size();
    return DeepStack.call(
        () -> KernelLoader.load(className, java.text(), java.map(), options.backend(), sizes));
  }

  /**
   * The values of nodes for a reader, as profile strict computes them.
   *
   * @param leaves the elements of each input and parameter
   * @param dims the sizes that the model leaves open
   * @throws CompileException if there are too many to be held all at once
   */
  public Evaluation evaluate(
      Collection<Node> nodes, Function<Leaf, double[]> leaves, Map<String, Integer> dims) {
    return evaluate(nodes, new Evaluation.Setting(leaves, dims, Optional.empty()));
  }

  /**
   * The values of nodes for a reader, as profile strict computes them.
   *
   * @throws CompileException if there are too many to be held all at once
   */
  public Evaluation evaluate(Collection<Node> nodes, Evaluation.Setting setting) {
    checkPeak(nodes, setting.dims());
    return Evaluation.ofRoots(model.graph(), nodes, setting);
  }

  /**
   * Where the first of some values that is not finite comes from, as profile strict computes them.
   *
   * @return empty if all are finite
   * @throws CompileException if there are too many numbers to be held all at once
   */
  public Optional<Divergence> divergence(Collection<Node> nodes, Evaluation.Setting setting) {
    checkPeak(nodes, setting.dims());
    return Divergence.find(model.graph(), nodes, setting);
  }

  private void checkPeak(Collection<Node> nodes, Map<String, Integer> dims) {
    double numbers = Evaluation.peak(model.graph(), nodes, dims);
    if (numbers > MAX_EVALUATED) {
      throw new CompileException(
          Errors.tooLargeToEvaluate(file.name(), (long) numbers, MAX_EVALUATED));
    }
  }

  /** The class that the model is emitted as, named after its file. */
  public String className() {
    return ClassNames.of(name());
  }

  /**
   * The model as the text of a Java class.
   *
   * @param packageName empty for the unnamed package
   * @param standalone whether the class shall need no jar
   */
  public String java(String packageName, boolean standalone) {
    return java(style(packageName, standalone)).text();
  }

  private JavaText java(Style style) {
    ModelText text = new ModelText(name(), style.isRead() ? file.text() : "");
    return JavaEmitter.emit(List.of(objective()), text, style);
  }

  /** The code of the objective, by its name. */
  JavaEmitter.Objective objective() {
    return new JavaEmitter.Objective(model.objective().name(), emitted.code(), emitted.columns());
  }

  /** How a class is written ahead of time. */
  Style style(String packageName, boolean standalone) {
    Style.Use use = standalone ? Style.Use.STANDALONE : Style.Use.AHEAD;
    return style(className(), packageName, use, true);
  }

  private Style style(String className, String packageName, Style.Use use, boolean comments) {
    return new Style(
        className,
        "",
        false,
        packageName,
        options.profile(),
        options.derivatives(),
        use,
        comments,
        options.form(),
        options.passes().contains(Pass.METHODS));
  }

  /** The file that was compiled. */
  public SourceFile file() {
    return file;
  }

  /** The file with all that it imports, parsed again: an Ast is too large to be kept. */
  public Project project() {
    return DeepStack.call(() -> Project.load(file, new Diagnostics()));
  }

  /** The graph, and what goes in and out of it. */
  public Model model() {
    return model;
  }

  /** The backward pass as graph. */
  public Derivative derivative() {
    return derivative;
  }

  /** Both passes as code: statements or tables. */
  public Lowered lowered() {
    return lowered;
  }

  /** Both passes as they are written as Java. */
  public Lowered emitted() {
    return emitted.code();
  }

  /** Both passes as statements, made anew for a model that is compiled to tables. */
  public Program program() {
    return lowered instanceof Program program
        ? program
        : Lowering.lower(model, derivative, Ports.of(model, wrt), file);
  }

  /**
   * Both passes for a reader, as statements that no pass has joined: of arrays, each of some gates
   * and its adjoint is computed by itself.
   *
   * @param gates nodes of the forward pass
   */
  public Program program(Collection<Node> gates) {
    Ports ports = Ports.of(model, wrt);
    return ArrayLowering.isNeeded(model, derivative, ports)
        ? ArrayLowering.lower(model, derivative, ports, file, gates)
        : Lowering.lower(model, derivative, ports, file);
  }

  /** The passes with routines for the lines that repeat, if they are emitted so. */
  public Optional<Outline> outline() {
    return lowered instanceof Program program
        ? JavaEmitter.outline(program, style("", false))
        : Optional.empty();
  }
}
