package org.flatprop.cli.data;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flatprop.cli.data.Declarations.Declared;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;

/**
 * How data becomes what the inputs of a model take: which columns of a table are for which input,
 * what categories and classes are called, what stands for missing values, and how numbers are
 * normalized. It is learnt from the data that a model is trained with, kept with the parameters,
 * and applied to whatever the model is asked for later. It never changes.
 */
public final class Preparation {

  /** Data stays as it is. */
  public static final Preparation NONE = new Preparation(Map.of());

  private final Map<String, PreparedInput> inputs;

  Preparation(Map<String, PreparedInput> inputs) {
    this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  Map<String, PreparedInput> inputs() {
    return inputs;
  }

  /**
   * Learns from a table; what is wrong is reported, and then there is none. Categories and classes
   * are those of the whole table, all statistics those of the training rows.
   *
   * @param table without the rows that are to be left out ({@link Roles#withoutMissing})
   * @param trainingRows their numbers in the table
   */
  public static Optional<Preparation> learn(
      CsvTable table,
      Roles roles,
      Declarations known,
      int[] trainingRows,
      Diagnostics diagnostics) {
    try {
      return Optional.of(new Learning(table, roles, known, trainingRows).learn());
    } catch (CompileException e) {
      diagnostics.addAll(e);
      return Optional.empty();
    }
  }

  /** Whether data stays as it is. */
  public boolean isEmpty() {
    return inputs.isEmpty();
  }

  /** Whether tables are read by this: it was learnt from one. */
  public boolean hasColumns() {
    return inputs.values().stream().anyMatch(input -> !input.columns().isEmpty());
  }

  /** The names of the classes 0, 1, … of an index; empty where they are numbers in the data too. */
  public List<String> classes(String input) {
    return input(input).classes();
  }

  /** The inputs that have classes with names. */
  public List<String> classified() {
    return inputs.keySet().stream().filter(name -> !classes(name).isEmpty()).toList();
  }

  /** Of each input that tables are read for, the titles of its columns, in words. */
  public Map<String, String> columns() {
    Map<String, String> all = new LinkedHashMap<>();
    inputs.forEach(
        (name, input) -> {
          List<String> titles =
              input.columns().stream().flatMap(column -> column.shown().stream()).toList();
          if (!titles.isEmpty() && !titles.equals(List.of(name))) {
            all.put(name, DataErrors.some(titles));
          }
        });
    return all;
  }

  private PreparedInput input(String name) {
    return inputs.getOrDefault(name, PreparedInput.AS_IT_IS);
  }

  /** The sizes of dims that are the number of an index's classes and have no other size. */
  public Map<String, Integer> dims(Declarations known) {
    Map<String, Integer> dims = new HashMap<>();
    for (String name : classified()) {
      known
          .get(name)
          .flatMap(Declared::range)
          .filter(range -> known.size(range).isEmpty())
          .flatMap(range -> range.symbol())
          .ifPresent(dim -> dims.putIfAbsent(dim, classes(name).size()));
    }
    return dims;
  }

  /**
   * What a table gives.
   *
   * @param values of the inputs whose columns are there
   * @param absent of the other inputs, what to say if one has to have a value
   */
  public record Applied(List<Given> values, Map<String, Diagnostic> absent) {}

  /** The numbers of a table, not yet {@link #normalized}; what is wrong is reported. */
  public Applied apply(CsvTable table, Declarations known, Diagnostics diagnostics) {
    return new Encoding(this, table, known, diagnostics).apply();
  }

  /**
   * With an input normalized by statistics of some examples; what is wrong is reported. One-hot
   * columns stay as they are.
   *
   * @param examples of the input, not normalized
   * @param rows the examples to learn from
   */
  public Preparation normalizing(
      Given examples, int[] rows, Normalisation.Kind kind, Diagnostics diagnostics) {
    Optional<ArrayData> data = examples.value().filter(array -> array.rank() > 0);
    if (data.isEmpty()) {
      return this;
    }
    ArrayData array = data.get();
    int width = Normalisation.width(array.sizes());
    PreparedInput input = input(examples.name());
    BitSet unchanged = input.oneHot();
    for (int row : rows) {
      for (int i = row * width; i < (row + 1) * width; i++) {
        double value = array.elements()[i];
        if (!Double.isFinite(value) && !unchanged.get(i - row * width)) {
          String place = examples.name() + ArrayData.place(array.sizes(), i);
          diagnostics.add(DataErrors.notFinite(examples.origin(), place, value));
          return this;
        }
      }
    }
    Normalisation learnt = Normalisation.learn(array, rows, kind, unchanged);
    if (!learnt.isFinite()) {
      diagnostics.add(DataErrors.tooLargeToNormalize(examples.origin(), examples.name()));
      return this;
    }
    return normalizing(examples.name(), learnt);
  }

  Preparation normalizing(String name, Normalisation normalisation) {
    Map<String, PreparedInput> others = new LinkedHashMap<>(inputs);
    others.put(name, input(name).with(normalisation));
    return new Preparation(others);
  }

  /**
   * Normalizes what is given for an input, whatever it was read from; what is wrong is reported.
   */
  public Given normalized(Given given, Diagnostics diagnostics) {
    Optional<Normalisation> normalisation = input(given.name()).normalisation();
    // of a wrong rank there is an error of its own
    if (normalisation.isEmpty() || given.value().filter(array -> array.rank() > 0).isEmpty()) {
      return given;
    }
    ArrayData array = given.value().get();
    if (array.elements().length == 0) {
      return given;
    }
    if (Normalisation.width(array.sizes()) != normalisation.get().width()) {
      diagnostics.add(DataErrors.otherWidth(given, normalisation.get().width()));
      return new Given(given.name(), given.origin(), Optional.empty());
    }
    ArrayData normalized = normalisation.get().apply(array);
    return new Given(given.name(), given.origin(), Optional.of(normalized));
  }

  /** The same as JSON, to be kept; numbers read back exactly. */
  public String json() {
    return PreparationJson.write(this);
  }

  /**
   * Reads what {@link #json} wrote; what is wrong is reported.
   *
   * @param file where it was kept, for messages
   */
  public static Optional<Preparation> read(String json, String file, Diagnostics diagnostics) {
    try {
      return Optional.of(PreparationJson.read(json));
    } catch (WrongFormat e) {
      diagnostics.add(DataErrors.badPreparation(file, e.getMessage()));
      return Optional.empty();
    }
  }
}
