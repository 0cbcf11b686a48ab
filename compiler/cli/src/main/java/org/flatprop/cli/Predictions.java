package org.flatprop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flatprop.cli.data.CsvFile;
import org.flatprop.cli.data.Preparation;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.graph.Size;
import org.flatprop.graph.Topological;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;

/**
 * What a model computes of the data that it is given.
 *
 * @param missing the inputs that have no value
 * @param outputs those that need none of them
 * @param rows the size that counts examples
 * @param preparation what has been done to the data
 */
record Predictions(
    BoundModel bound,
    List<String> missing,
    List<Output> outputs,
    Optional<Size> rows,
    Preparation preparation) {

  /** The outputs that do not depend on some inputs. */
  static List<Output> without(List<Input> inputs, Model model) {
    return model.outputs().stream()
        .filter(
            output -> {
              BitSet needed = Topological.reach(List.of(output.node()));
              return inputs.stream().noneMatch(input -> needed.get(input.node().id()));
            })
        .toList();
  }

  /** Whether some of the outputs has a row for each example. */
  static boolean isAny(List<Output> outputs, Optional<Size> rows) {
    return outputs.stream().anyMatch(output -> isPerExample(output, rows));
  }

  /**
   * The inputs vector. What is computed of missing inputs is not shown, but their indices must be
   * some.
   *
   * @param seed of the parameters' starts
   */
  double[] vector(long seed) {
    double[] vector = bound.vector(seed);
    for (String name : missing) {
      Section section = bound.signature().input(name);
      Arrays.fill(vector, section.offset(), section.offset() + section.length(), 0);
    }
    return vector;
  }

  /** The parameters that were given no value, and start at random. */
  List<String> random() {
    return bound.signature().inputs().stream()
        .filter(input -> input.initializer().filter(start -> start.isRandom()).isPresent())
        .map(Variable::name)
        .filter(name -> !bound.given().containsKey(name))
        .toList();
  }

  /**
   * The outputs as a table, a row for each example.
   *
   * @param values of the outputs
   * @param file its name, for messages
   * @throws CompileException if none of the outputs has a row for each example, or two columns
   *     would have the same name
   */
  CsvFile table(Results.Values values, String file) {
    Set<String> titles = new HashSet<>();
    CsvFile table = new CsvFile();
    for (Section section : values.sections()) {
      Output output =
          outputs.stream().filter(o -> o.name().equals(section.name())).findFirst().orElseThrow();
      if (isPerExample(output, rows)) {
        for (String title : titles(output, section)) {
          if (!titles.add(title)) {
            throw new CompileException(CommandErrors.sameColumn(file, title));
          }
        }
        table.add(titles(output, section), section, values.vector());
      }
    }
    if (titles.isEmpty()) {
      throw new CompileException(CommandErrors.noPredictions(file));
    }
    return table;
  }

  private static boolean isPerExample(Output output, Optional<Size> rows) {
    return !output.node().shape().isScalar()
        && rows.filter(output.node().shape().size(0)::equals).isPresent();
  }

  /** {@code s_0}, {@code s_1}, …, by the names of classes where the last axis counts these. */
  private List<String> titles(Output output, Section section) {
    List<String> titles = List.of(section.name());
    int rank = section.sizes().size();
    for (int axis = 1; axis < rank; axis++) {
      int size = section.sizes().get(axis);
      List<String> classes = axis == rank - 1 ? classes(output, size) : List.of();
      List<String> longer = new ArrayList<>();
      for (String title : titles) {
        for (int i = 0; i < size; i++) {
          longer.add(title + "_" + (classes.isEmpty() ? i : classes.get(i)));
        }
      }
      titles = longer;
    }
    return titles;
  }

  /** The names of the classes that an output's last axis counts. */
  private List<String> classes(Output output, int size) {
    Size last = output.node().shape().size(output.node().shape().rank() - 1);
    return bound.model().model().inputs().stream()
        .filter(input -> input.range().filter(last::equals).isPresent())
        .map(input -> preparation.classes(input.name()))
        .filter(classes -> classes.size() == size)
        .findFirst()
        .orElse(List.of());
  }
}
