package org.flatprop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Reverse;
import org.flatprop.derive.Rows;
import org.flatprop.elaborate.Elaborator;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Project;
import org.flatprop.emit.Derivatives;
import org.flatprop.emit.Profile;
import org.flatprop.graph.Counting;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Legend;
import org.flatprop.graph.Node;
import org.flatprop.graph.Shape;
import org.flatprop.graph.Topological;
import org.flatprop.loops.ArrayLowering;
import org.flatprop.loops.Lowered;
import org.flatprop.loops.Lowering;
import org.flatprop.loops.Ports;
import org.flatprop.loops.Program;
import org.flatprop.loops.Unrolled;
import org.flatprop.runtime.Variable;
import org.flatprop.source.ArrayErrors;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.source.Suggestion;
import org.flatprop.tables.TableLowering;

/**
 * The road that a model takes: text, Ast, graph, graph with derivative, code. From there a {@link
 * CompiledModel} goes on to Java and a kernel.
 */
public final class Flatprop {

  /** More lines of straight-line code take minutes to compile. */
  static final int MAX_STEPS = 500_000;

  /** The tables of so many operations are some 150 MB of text, which Java is compiled from. */
  private static final int MAX_OPERATIONS = 20_000_000;

  /**
   * A model without arrays that takes more operations becomes tables. Up to here HotSpot compiles
   * straight-line code within a second of calls, and then it is three times as fast as tables. Code
   * of 26,000 operations still runs at a tenth of the tables' speed two seconds after the first
   * call, and takes Janino 20 times as long.
   */
  private static final int MAX_FLAT = 10_000;

  /** Arrays whose unrolled code is no longer than this become straight-line code. */
  private static final int SMALL = 600;

  /** Up to so many operations, methods for repeated calls are compiled in a few seconds. */
  private static final int MAX_REPEATED = 50_000;

  /** A function called so often is worth a method. */
  private static final int MANY_CALLS = 20;

  private Flatprop() {}

  /**
   * Compiles a model given as text.
   *
   * @throws CompileException if the model is wrong
   */
  public static CompiledModel compile(String text) {
    return compile(SourceFile.ofText("model.nn", text), Options.DEFAULT);
  }

  /**
   * Compiles a model given as a file.
   *
   * @throws CompileException if the file cannot be read or the model is wrong
   */
  public static CompiledModel compile(Path file) {
    return compile(SourceFile.read(file), Options.DEFAULT);
  }

  /**
   * Compiles a model.
   *
   * @throws CompileException if the model is wrong, or a chosen name is not in it
   */
  public static CompiledModel compile(SourceFile file, Options options) {
    try {
      return DeepStack.call(() -> road(file, options));
    } catch (Graph.TooLarge e) {
      throw new CompileException(Errors.modelTooLarge(file.name(), e.limit()));
    } catch (OutOfMemoryError e) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      throw new CompileException(Errors.outOfMemory(file.name(), megabytes));
    } catch (StackOverflowError e) {
      throw new CompileException(Errors.expressionTooLong(file.name()));
    }
  }

  private static CompiledModel road(SourceFile file, Options options) {
    Model model = elaborate(file, options);
    Verification verification = new Verification(options.verified());
    verification.graph(model.graph(), "elaboration");

    Node objective = model.objective().node();
    boolean none = options.derivatives() == Derivatives.NONE;
    List<String> names = none ? List.of() : wrt(model, options.wrt());
    Ports ports = Ports.of(model, names);
    Node seed =
        model.graph().leaf(new Leaf(Leaf.Kind.SEED, "seed", Optional.empty()), objective.shape());
    Derivative derivative = Reverse.derive(model.graph(), objective, seed, ports.by());
    verification.graph(model.graph(), "derivation");

    Optional<Program> columns = columns(model, derivative, seed, ports, file, options);
    // one pass for all columns needs no backward passes that spare what the forward pass has kept
    Options own = columns.isPresent() ? options.derivatives(Derivatives.GRADIENT) : options;
    Lowered lowered = lower(model, derivative, ports, file, own);
    return new CompiledModel(
        file,
        model,
        derivative,
        lowered,
        new CompiledModel.Emitted(emitted(lowered, own), columns),
        names,
        options);
  }

  /**
   * The columns of a Jacobian, computed in one backward pass; empty if that is not wanted or does
   * not work.
   */
  private static Optional<Program> columns(
      Model model,
      Derivative derivative,
      Node seed,
      Ports ports,
      SourceFile file,
      Options options) {
    Shape objective = seed.shape();
    boolean wanted = options.derivatives() == Derivatives.JACOBIAN && !objective.isScalar();
    if (!wanted || derivative.adjoints().isEmpty()) {
      return Optional.empty();
    }
    Options own = options.derivatives(Derivatives.GRADIENT);
    Optional<Derivative> rows = Rows.of(model.graph(), derivative, seed, ports.by());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    new Verification(options.verified()).graph(model.graph(), "rows");
    Program program = lowerArrays(model, rows.get(), ports.forEachElement(objective), file, own);
    // a kernel that is trained would have to tell its part
    if (program.special().training().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(emitted(limited(passes(program, own), file), own).frame());
  }

  /** Of a large model the Ast is the larger part, and not needed any more when this returns. */
  private static Model elaborate(SourceFile file, Options options) {
    Diagnostics diagnostics = new Diagnostics();
    Project project = Project.load(file, diagnostics);
    Optional<Model> model =
        Elaborator.elaborate(project, options.objective(), options.wrt(), diagnostics);
    diagnostics.throwIfAny();
    return model.orElseThrow();
  }

  private static Lowered lower(
      Model model, Derivative derivative, Ports ports, SourceFile file, Options options) {
    if (ArrayLowering.isNeeded(model, derivative, ports)) {
      return limited(passes(lowerArrays(model, derivative, ports, file, options), options), file);
    }
    boolean tables =
        switch (options.scalars()) {
          case TABLES -> true;
          case FLAT -> false;
          case AUTO -> {
            long operations = TableLowering.operations(model, derivative, ports);
            yield operations > MAX_FLAT && !isOfRepeatedCalls(model, operations, options);
          }
        };
    return tables
        ? TableLowering.lower(model, derivative, ports, file, MAX_OPERATIONS)
        : limited(passes(Lowering.lower(model, derivative, ports, file), options), file);
  }

  /** Whether a model is mostly a few functions' bodies: these become methods, and soon fast. */
  private static boolean isOfRepeatedCalls(Model model, long operations, Options options) {
    if (operations > MAX_REPEATED || !options.passes().contains(Pass.METHODS)) {
      return false;
    }
    Map<String, Set<Legend.Call>> calls = new HashMap<>();
    int inside = 0;
    int all = 0;
    for (Node node :
        Topological.order(
            model.graph(), model.outputs().stream().map(Model.Output::node).toList())) {
      Optional<Legend.Call> call = node.isLeaf() ? Optional.empty() : model.legend().call(node);
      call.ifPresent(c -> calls.computeIfAbsent(c.function(), f -> new HashSet<>()).add(c));
      inside += call.isPresent() ? 1 : 0;
      all += node.isLeaf() ? 0 : 1;
    }
    return inside >= 0.9 * all && calls.values().stream().allMatch(c -> c.size() >= MANY_CALLS);
  }

  private static Program passes(Program lowered, Options options) {
    Verification verification = new Verification(options.verified());
    verification.program(lowered, "lowering");
    Program program = lowered;
    for (Pass pass : Pass.values()) {
      if (runs(pass, options)) {
        program = pass.apply(program);
        verification.program(program, pass.toString());
      }
    }
    return program;
  }

  /** Where one forward pass serves many backward passes, these must not use up what it has kept. */
  private static boolean runs(Pass pass, Options options) {
    boolean spares = options.derivatives() == Derivatives.JACOBIAN && pass == Pass.BUFFERS;
    return options.passes().contains(pass) && pass != Pass.BLOCKS && !spares;
  }

  /** The code as it is written as Java. */
  private static Lowered emitted(Lowered lowered, Options options) {
    boolean blocks = options.profile() == Profile.FAST && options.passes().contains(Pass.BLOCKS);
    if (!blocks || !(lowered instanceof Program program)) {
      return lowered;
    }
    Program emitted = Pass.BLOCKS.apply(program);
    new Verification(options.verified()).program(emitted, Pass.BLOCKS.toString());
    return emitted;
  }

  private static Program limited(Program program, SourceFile file) {
    long steps = (long) program.forward().size() + program.backward().size();
    if (steps > MAX_STEPS) {
      throw new CompileException(Errors.tooManySteps(file.name(), steps, MAX_STEPS));
    }
    return program;
  }

  private static Program lowerArrays(
      Model model, Derivative derivative, Ports ports, SourceFile file, Options options) {
    Program loops = ArrayLowering.lower(model, derivative, ports, file);
    return switch (options.arrays()) {
      case LOOPS -> loops;
      case FLAT -> Unrolled.of(loops, MAX_STEPS).orElse(loops);
      case AUTO -> Unrolled.of(loops, SMALL).orElse(loops);
    };
  }

  /** The names to differentiate by: those chosen, or all parameters, or all inputs. */
  private static List<String> wrt(Model model, List<String> chosen) {
    if (!chosen.isEmpty()) {
      Diagnostics unknown = new Diagnostics();
      for (String name : chosen) {
        Node node = model.values().get(name);
        boolean index =
            node != null && node.payload() instanceof Leaf leaf && leaf.kind() == Leaf.Kind.INDEX;
        boolean size = node != null && (node.payload() instanceof Counting || node.isConstant());
        if (index || size) {
          unknown.add(ArrayErrors.wrtWholeNumber(name));
        } else if (node == null) {
          Set<String> known = model.values().keySet();
          unknown.add(Errors.unknownWrt(name, Suggestion.nearest(name, known), known));
        }
      }
      unknown.throwIfAny();
      return new ArrayList<>(new LinkedHashSet<>(chosen));
    }
    boolean trainable = model.inputs().stream().anyMatch(Model.Input::isParam);
    return model.inputs().stream()
        .filter(input -> trainable ? input.isParam() : input.kind() != Variable.Kind.INDEX)
        .map(Model.Input::name)
        .toList();
  }
}
