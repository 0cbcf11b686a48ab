package org.flatprop.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.flatprop.CompiledModel;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.cli.data.CsvTable;
import org.flatprop.cli.data.DataFile;
import org.flatprop.cli.data.Declarations;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.cli.data.Dims;
import org.flatprop.cli.data.Given;
import org.flatprop.cli.data.JsonData;
import org.flatprop.cli.data.Numbers;
import org.flatprop.cli.data.Origin;
import org.flatprop.cli.data.Preparation;
import org.flatprop.cli.train.ExampleInputs;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.graph.Size;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;
import org.flatprop.source.Suggestion;

/** The values given to a model's inputs. All that is wrong with them is reported at once. */
final class Inputs {

  /** What dims start from that nobody gave a size, */
  private static final int SMALLEST = 3;

  /** and where larger ones are tried no more. */
  private static final int MAX_SMALLEST = 24;

  private final CompiledModel model;
  private final Map<String, Input> known = new LinkedHashMap<>();
  private final Map<String, Given> given = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Dims dims;
  private final Diagnostics diagnostics = new Diagnostics();

  /** The names of inputs that get their values later, or need none. */
  private final Set<String> open = new HashSet<>();

  /** What was learnt about data when the model was trained. */
  private Preparation preparation = Preparation.NONE;

  /** Whether a file holds what the model was trained to. */
  private boolean trained;

  /** Of inputs whose columns a table does not have, what to say if they have no other value. */
  private final Map<String, Diagnostic> absent = new HashMap<>();

  /** Whether a file could not be read: what it would have given is not missing. */
  private boolean unread;

  Inputs(CompiledModel model) {
    this.model = model;
    this.dims = new Dims(model.dims());
    model.model().inputs().forEach(input -> known.put(input.name(), input));
  }

  /** Binds a size on the command line. */
  void dim(Assignment assignment) {
    String name = assignment.name();
    String option = "--dim " + name;
    if (model.dims().contains(name)) {
      dims.set(name, Integer.parseInt(assignment.value()), option).ifPresent(diagnostics::add);
    } else {
      diagnostics.add(
          CommandErrors.unknownDim(option, name, Suggestion.nearest(name, model.dims())));
    }
  }

  /**
   * Gives all values of files; those of a later file win. If one holds parameters with what
   * prepares data for them, all data is prepared so.
   */
  void data(List<String> files) {
    for (String file : files) {
      read(file, path -> DataFile.text(path, diagnostics))
          .flatMap(json -> Preparation.read(json, file, diagnostics))
          .ifPresent(
              found -> {
                preparation = found;
                trained = true;
              });
    }
    files.forEach(this::data);
  }

  /** Gives all values of a file; those of a later file win. */
  void data(String file) {
    List<Given> found = read(file, path -> Optional.of(values(path))).orElse(List.of());
    found.forEach(this::give);
    unread |= found.isEmpty() && !diagnostics.isEmpty();
  }

  private <T> Optional<T> read(String file, Function<Path, Optional<T>> reading) {
    try {
      return reading.apply(Paths.of(file));
    } catch (CompileException e) {
      diagnostics.addAll(e);
      return Optional.empty();
    }
  }

  private List<Given> values(Path file) {
    if (!preparation.hasColumns() || !CsvTable.isOne(file)) {
      return DataFile.read(file, declarations(), diagnostics);
    }
    Optional<Preparation.Applied> applied =
        CsvTable.read(file, diagnostics)
            .map(table -> preparation.apply(table, declarations(), diagnostics));
    applied.ifPresent(found -> absent.putAll(found.absent()));
    return applied.map(Preparation.Applied::values).orElse(List.of());
  }

  /** What can be given. */
  Declarations declarations() {
    List<Declared> declared =
        known.values().stream()
            .map(i -> new Declared(i.name(), i.kind(), i.node().shape(), i.range(), mustBeGiven(i)))
            .toList();
    return new Declarations(declared, dims.sizes());
  }

  private static boolean mustBeGiven(Input input) {
    return input.kind() != Variable.Kind.PARAM && input.value().isEmpty();
  }

  /** Gives a value on the command line; it wins over those of files. */
  void set(Assignment assignment) {
    String name = assignment.name();
    Origin origin = Origin.of("--set " + name);
    Optional<ArrayData> value = Optional.empty();
    if (known.containsKey(name)) {
      try {
        value = Optional.of(parse(assignment.value()));
      } catch (NumberFormatException e) {
        diagnostics.add(CommandErrors.notANumber(origin, e.getMessage()));
      }
    }
    give(new Given(name, origin, value));
  }

  private static ArrayData parse(String text) {
    return text.startsWith("[") ? JsonData.parse(text) : ArrayData.scalar(Numbers.parse(text));
  }

  /**
   * Binds sizes that are known otherwise.
   *
   * @param by what says so
   */
  void dims(Map<String, Integer> sizes, String by) {
    sizes.forEach((dim, size) -> dims.set(dim, size, by).ifPresent(diagnostics::add));
  }

  /** What is wrong so far. */
  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** Gives a value. */
  void give(Given value) {
    String name = value.name();
    if (!known.containsKey(name)) {
      diagnostics.add(
          model.dims().contains(name)
              ? CommandErrors.dimAsInput(value.origin(), name)
              : CommandErrors.unknownInput(
                  value.origin(),
                  name,
                  model.model().values().containsKey(name),
                  Suggestion.nearest(name, known.keySet())));
    } else if (value.value().isEmpty()) {
      refused.add(name);
    } else {
      Given prepared = preparation.normalized(value, diagnostics);
      prepared.value().ifPresentOrElse(v -> given.put(name, prepared), () -> refused.add(name));
    }
  }

  /** Whether it has been given a value. */
  boolean isGiven(Input input) {
    return given.containsKey(input.name()) || refused.contains(input.name());
  }

  /**
   * Ends the reading of values, of all inputs but one.
   *
   * @param open the name of a scalar that gets its values later
   * @throws CompileException if something is wrong
   */
  BoundModel complete(String open) {
    this.open.add(open);
    return complete();
  }

  /**
   * Ends the reading of values. Every input without default, and every dim, must have been given;
   * but of a model that has been trained, inputs may be missing that some output does without, as
   * targets are.
   *
   * @param all whether all outputs are needed
   * @param asked whether predictions are asked for, trained or not
   * @throws CompileException if something is wrong
   */
  Predictions predictions(boolean all, boolean asked) {
    bindDims();
    List<Input> missing = known.values().stream().filter(this::isMissing).toList();
    List<Output> outputs = Predictions.without(missing, model.model());
    Optional<Size> rows = declarations().rows();
    List<String> spared = List.of();
    if (!all && (trained || asked) && Predictions.isAny(outputs, rows)) {
      spared = missing.stream().map(Input::name).toList();
      open.addAll(spared);
    }
    return new Predictions(complete(), spared, outputs, rows, preparation);
  }

  /**
   * Ends the reading of values. Every input without default, and every dim, must have been given.
   *
   * @throws CompileException if something is wrong
   */
  BoundModel complete() {
    end();
    return checked(BoundModel.of(model, dims.sizes(), List.of(), given));
  }

  /**
   * Ends the reading of values, of examples. Every input without default, and every dim, must have
   * been given.
   *
   * @throws CompileException if something is wrong
   */
  Examples examples(ExampleInputs inputs) {
    end();
    return Examples.of(inputs, model, dims.sizes(), given);
  }

  private void end() {
    bindDims();
    checkShapes();
    if (!unread) {
      addMissing();
      addUnbound(true);
    }
    diagnostics.throwIfAny();
  }

  /**
   * Ends the reading of values. Dims that have no size get small ones.
   *
   * @throws CompileException if something is wrong
   */
  BoundModel partial() {
    bindDims();
    checkShapes();
    diagnostics.throwIfAny();
    BoundModel bound = withSizesFrom(SMALLEST);
    dims.unbound().forEach(dim -> dims.set(dim, bound.dims().get(dim), "a size chosen here"));
    checkShapes();
    return checked(bound);
  }

  /** Sizes may be too small: a window larger than its image. Then larger ones are tried. */
  private BoundModel withSizesFrom(int smallest) {
    List<String> chosen = dims.unbound();
    try {
      return BoundModel.of(model, dims.completed(smallest), chosen, given);
    } catch (CompileException e) {
      if (!chosen.isEmpty() && smallest < MAX_SMALLEST) {
        return withSizesFrom(2 * smallest);
      }
      addUnbound(false);
      diagnostics.throwIfAny();
      throw e;
    }
  }

  private void bindDims() {
    for (Input input : known.values()) {
      Optional.ofNullable(given.get(input.name()))
          .ifPresent(v -> dims.bind(input.node().shape(), v));
    }
    preparation
        .dims(declarations())
        .forEach((dim, classes) -> dims.set(dim, classes, "the number of classes"));
  }

  private void checkShapes() {
    for (Input input : known.values()) {
      Optional.ofNullable(given.get(input.name()))
          .flatMap(v -> dims.check(input.node().shape(), v))
          .ifPresent(diagnostics::add);
    }
  }

  private BoundModel checked(BoundModel bound) {
    bound.checkIndices(diagnostics);
    diagnostics.throwIfAny();
    return bound;
  }

  private void addMissing() {
    List<Input> missing = known.values().stream().filter(this::isMissing).toList();
    missing.stream()
        .map(Input::name)
        .filter(absent::containsKey)
        .map(absent::get)
        .forEach(diagnostics::add);
    List<Input> others =
        missing.stream().filter(input -> !absent.containsKey(input.name())).toList();
    if (!others.isEmpty()) {
      diagnostics.add(CommandErrors.missingInputs(file(), others));
    }
  }

  /** An array that is known to have no elements need not be given. */
  boolean isMissing(Input input) {
    return mustBeGiven(input)
        && !dims.isEmpty(input.node().shape())
        && !isGiven(input)
        && !open.contains(input.name());
  }

  /** A dim that an array would bind that is missing, or wrong, is not reported beside it. */
  private void addUnbound(boolean complete) {
    for (String dim : dims.unbound()) {
      List<Input> binders =
          known.values().stream()
              .filter(input -> input.node().shape().sizes().stream().anyMatch(s -> isDim(s, dim)))
              .toList();
      boolean reported =
          binders.stream().anyMatch(i -> refused.contains(i.name()) || complete && isMissing(i));
      if (!reported) {
        diagnostics.add(CommandErrors.unboundDim(file(), dim, binders));
      }
    }
  }

  private static boolean isDim(Size size, String dim) {
    return size.symbol().filter(dim::equals).isPresent();
  }

  private String file() {
    return model.file().name();
  }
}
