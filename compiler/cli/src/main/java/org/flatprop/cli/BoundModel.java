package org.flatprop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.flatprop.CompiledModel;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.cli.data.Given;
import org.flatprop.graph.Leaf;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.source.CompileException;
import org.flatprop.source.Diagnostic;
import org.flatprop.source.Diagnostics;

/**
 * A model whose sizes are all known, with the values given to it.
 *
 * @param dims the sizes that the model leaves open
 * @param chosen the dims whose sizes nobody gave
 * @param given by name, each of the shape that the signature says
 */
record BoundModel(
    CompiledModel model,
    Map<String, Integer> dims,
    Signature signature,
    List<String> chosen,
    Map<String, Given> given) {

  /**
   * Binds a model.
   *
   * @throws CompileException if the sizes do not fit it
   */
  static BoundModel of(
      CompiledModel model,
      Map<String, Integer> dims,
      List<String> chosen,
      Map<String, Given> given) {
    return new BoundModel(model, dims, model.signature(dims), chosen, given);
  }

  /**
   * The same for another objective of the model.
   *
   * @throws CompileException if the sizes do not fit it
   */
  BoundModel of(CompiledModel other) {
    return of(other, dims, chosen, given);
  }

  Kernel kernel() {
    return model.kernel(dims);
  }

  /** The elements given to an input; empty where none are. */
  Optional<double[]> elements(String name) {
    return Optional.ofNullable(given.get(name)).flatMap(Given::value).map(ArrayData::elements);
  }

  /**
   * The inputs vector: what is given, else the default or start.
   *
   * @param seed of the parameters' starts
   */
  double[] vector(long seed) {
    double[] vector = signature.newInputs(seed);
    for (Variable input : signature.inputs()) {
      Section section = signature.input(input.name());
      elements(input.name())
          .ifPresent(
              elements -> System.arraycopy(elements, 0, vector, section.offset(), elements.length));
    }
    return vector;
  }

  /** The values of the graph's leaves, for an inputs vector. */
  Function<Leaf, double[]> leaves(double[] inputs) {
    return leaf ->
        leaf.kind() == Leaf.Kind.TRAINING
            ? new double[] {0}
            : signature.input(leaf.name()).of(inputs);
  }

  /**
   * Reports each index that can have no value, for want of a range.
   *
   * @throws CompileException if there is one
   */
  void checkRanges() {
    Diagnostics diagnostics = new Diagnostics();
    signature.inputs().stream()
        .filter(input -> input.isIndex() && input.length() > 0 && input.range().getAsInt() == 0)
        .forEach(input -> diagnostics.add(CommandErrors.emptyRange(input.name())));
    diagnostics.throwIfAny();
  }

  /** Reports the first element of each index that is none. */
  void checkIndices(Diagnostics diagnostics) {
    signature.inputs().stream()
        .filter(Variable::isIndex)
        .forEach(input -> wrongIndex(input).ifPresent(diagnostics::add));
  }

  private Optional<Diagnostic> wrongIndex(Variable input) {
    return Optional.ofNullable(given.get(input.name()))
        .flatMap(value -> wrongIndex(value, input.range().orElseThrow()));
  }

  /** The first element that is none. */
  static Optional<Diagnostic> wrongIndex(Given given, int range) {
    Optional<ArrayData> value = given.value();
    double[] elements = value.map(ArrayData::elements).orElse(new double[0]);
    for (int i = 0; i < elements.length; i++) {
      double element = elements[i];
      if (element != Math.rint(element) || element < 0 || element >= range) {
        String place = given.name() + ArrayData.place(value.get().sizes(), i);
        return Optional.of(CommandErrors.badIndex(given.origin(), place, element, range));
      }
    }
    return Optional.empty();
  }
}
