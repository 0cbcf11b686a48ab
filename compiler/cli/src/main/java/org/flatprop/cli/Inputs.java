package org.flatprop.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flatprop.CompiledModel;
import org.flatprop.elaborate.Suggestion;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.SourceFile;

/** The values given to a model's inputs. All that is wrong with them is reported at once. */
final class Inputs {

  private final CompiledModel model;
  private final Signature signature;
  private final Set<String> known;
  private final Map<String, Double> given = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Diagnostics diagnostics = new Diagnostics();

  Inputs(CompiledModel model) {
    this.model = model;
    this.signature = model.signature();
    this.known = signature.inputs().stream().map(Variable::name).collect(Collectors.toSet());
  }

  /** Gives a value on the command line. */
  void set(Assignment assignment) {
    String name = assignment.name();
    String option = "--set " + name;
    if (!known.contains(name)) {
      diagnostics.add(CommandErrors.unknownInput(option, name, isComputed(name), near(name)));
    } else if (assignment.value().startsWith("[")) {
      refused.add(name);
      diagnostics.add(CommandErrors.arrayForScalar(option, name));
    } else {
      try {
        given.put(name, Numbers.parse(assignment.value()));
      } catch (NumberFormatException e) {
        refused.add(name);
        diagnostics.add(CommandErrors.notANumber(option, e.getMessage()));
      }
    }
  }

  /** Gives all values of a file; those of a later file win. */
  void data(String file) {
    if (!file.toLowerCase(Locale.ROOT).endsWith(".json")) {
      diagnostics.add(CommandErrors.onlyJson(file));
      return;
    }
    try {
      SourceFile text = SourceFile.read(Paths.of(file));
      for (JsonData.Entry entry : JsonData.read(text, diagnostics)) {
        String name = entry.name();
        if (known.contains(name)) {
          entry.value().ifPresentOrElse(v -> given.put(name, v), () -> refused.add(name));
        } else {
          diagnostics.add(
              CommandErrors.unknownInput(entry.place(), name, isComputed(name), near(name)));
        }
      }
    } catch (CompileException e) {
      diagnostics.addAll(e);
    }
  }

  /** Binds sizes; there are none in models of scalars. */
  void dims(List<Assignment> dims) {
    dims.forEach(dim -> diagnostics.add(CommandErrors.unknownDim(dim.name())));
  }

  private boolean isComputed(String name) {
    return model.model().values().containsKey(name);
  }

  private Optional<String> near(String name) {
    return Suggestion.nearest(name, known);
  }

  /**
   * Ends the reading of values.
   *
   * @throws CompileException if one was wrong
   */
  void throwIfWrong() {
    diagnostics.throwIfAny();
  }

  boolean isGiven(String name) {
    return given.containsKey(name);
  }

  double value(String name) {
    return given.get(name);
  }

  /**
   * The inputs vector.
   *
   * @param seed of the parameters' starts
   * @throws CompileException if a value is wrong, or one is missing
   */
  double[] vector(long seed) {
    List<Variable> variables = signature.inputs();
    List<String> missing =
        variables.stream()
            .filter(variable -> !variable.hasStart())
            .map(Variable::name)
            .filter(name -> !isGiven(name) && !refused.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      String file = model.project().main().file().name();
      diagnostics.add(CommandErrors.missingInputs(file, missing));
    }
    throwIfWrong();
    double[] vector = signature.newInputs(seed);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = given.getOrDefault(variables.get(i).name(), vector[i]);
    }
    return vector;
  }
}
