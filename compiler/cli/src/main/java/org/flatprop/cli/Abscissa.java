package org.flatprop.cli;

import java.util.List;
import java.util.function.Predicate;
import org.flatprop.CompiledModel;
import org.flatprop.cli.data.Origin;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Suggestion;

/** Which input runs along the axis of a plot. */
final class Abscissa {

  private final CompiledModel compiled;
  private final Model model;
  private final Inputs inputs;

  Abscissa(CompiledModel compiled, Inputs inputs) {
    this.compiled = compiled;
    this.model = compiled.model();
    this.inputs = inputs;
  }

  /**
   * The input that a user has named.
   *
   * @throws CompileException if there is none of that name, or it is no number
   */
  String named(String name) {
    Origin origin = Origin.of("--input");
    Input input =
        model.inputs().stream()
            .filter(i -> i.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new CompileException(unknown(origin, name)));
    if (!isNumber(input)) {
      throw new CompileException(CommandErrors.noAbscissa(input));
    }
    return name;
  }

  private Diagnostic unknown(Origin origin, String name) {
    List<String> names = model.inputs().stream().map(Input::name).toList();
    return CommandErrors.unknownInput(
        origin, name, model.values().containsKey(name), Suggestion.nearest(name, names));
  }

  /**
   * The only one that can be meant: that has no value or, where all have one, that nobody gave one.
   *
   * @throws CompileException if there is none, or are several
   */
  String only() {
    List<Predicate<Input>> wishes =
        List.of(
            inputs::isMissing,
            input -> !input.isParam() && !inputs.isGiven(input),
            input -> !inputs.isGiven(input),
            input -> true);
    for (Predicate<Input> wish : wishes) {
      List<Input> found = model.inputs().stream().filter(this::isNumber).filter(wish).toList();
      if (found.size() == 1) {
        return found.get(0).name();
      }
      if (found.size() > 1) {
        throw new CompileException(CommandErrors.severalAbscissas(compiled.file().name(), found));
      }
    }
    throw new CompileException(CommandErrors.noAbscissa(compiled.file().name()));
  }

  private boolean isNumber(Input input) {
    return input.node().shape().isScalar() && input.kind() != Variable.Kind.INDEX;
  }
}
