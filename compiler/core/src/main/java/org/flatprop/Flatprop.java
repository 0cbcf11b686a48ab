package org.flatprop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.flatprop.derive.Derivative;
import org.flatprop.derive.Reverse;
import org.flatprop.elaborate.Elaborator;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Project;
import org.flatprop.elaborate.Suggestion;
import org.flatprop.emit.ClassNames;
import org.flatprop.graph.Leaf;
import org.flatprop.graph.Node;
import org.flatprop.loops.Lowering;
import org.flatprop.loops.Program;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;

/**
 * The road that a model takes: text, Ast, graph, graph with derivative, straight-line code. From
 * there a {@link CompiledModel} goes on to Java and a kernel.
 */
public final class Flatprop {

  /** More lines of straight-line code take minutes to compile. */
  static final int MAX_STEPS = 500_000;

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
    return DeepStack.call(() -> road(file, options));
  }

  private static CompiledModel road(SourceFile file, Options options) {
    Diagnostics diagnostics = new Diagnostics();
    Project project = Project.load(file, diagnostics);
    Optional<Model> elaborated = Elaborator.elaborate(project, options.wrt(), diagnostics);
    diagnostics.throwIfAny();
    Model model = elaborated.orElseThrow();

    Node objective = model.objective().node();
    List<String> names = wrt(model, options.wrt());
    List<Node> by = names.stream().map(model.values()::get).toList();
    Node seed = model.graph().leaf(Leaf.Kind.SEED, "seed");
    Derivative derivative = Reverse.derive(model.graph(), objective, seed, by);

    Program program = Lowering.lower(model, derivative, by, file);
    long steps = (long) program.forward().size() + program.backward().size();
    if (steps > MAX_STEPS) {
      throw new CompileException(Errors.tooManySteps(file.name(), steps, MAX_STEPS));
    }
    Signature signature =
        new Signature(
            ClassNames.base(file.name()),
            model.inputs().stream().map(Model.Input::variable).toList(),
            model.outputs().stream().map(Model.Output::name).toList(),
            names);
    return new CompiledModel(project, model, derivative, program, signature, options);
  }

  /** The names to differentiate by: those chosen, or all parameters, or all inputs. */
  private static List<String> wrt(Model model, List<String> chosen) {
    if (!chosen.isEmpty()) {
      Diagnostics unknown = new Diagnostics();
      for (String name : chosen) {
        if (!model.values().containsKey(name)) {
          unknown.add(Errors.unknownWrt(name, Suggestion.nearest(name, model.values().keySet())));
        }
      }
      unknown.throwIfAny();
      return new ArrayList<>(new LinkedHashSet<>(chosen));
    }
    List<Variable> inputs = model.inputs().stream().map(Model.Input::variable).toList();
    boolean trainable = inputs.stream().anyMatch(Variable::isParam);
    return inputs.stream().filter(v -> v.isParam() || !trainable).map(Variable::name).toList();
  }
}
