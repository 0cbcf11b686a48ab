package org.flatprop.cli;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.flatprop.cli.data.ArrayData;
import org.flatprop.cli.data.Given;
import org.flatprop.cli.train.ExampleInputs;
import org.flatprop.runtime.Variable;
import org.flatprop.source.Diagnostics;
import org.flatprop.train.Dataset;

/**
 * What a model is given, as examples: values for each of them, and those that all share.
 *
 * @param one the model bound for one example, with what all examples share
 * @param count how many there are
 * @param arrays by input, a row for each example
 */
record Examples(BoundModel one, int count, Map<String, Given> arrays) {

  /**
   * Parts what is given.
   *
   * @param dims the sizes, with that of the examples if there is one
   * @throws org.flatprop.source.CompileException if an index is none
   */
  static Examples of(
      ExampleInputs inputs,
      org.flatprop.CompiledModel model,
      Map<String, Integer> dims,
      Map<String, Given> given) {
    Map<String, Integer> sizes = new HashMap<>(dims);
    int count = inputs.dim().map(dims::get).orElse(1);
    inputs.dim().ifPresent(dim -> sizes.put(dim, 1));
    Map<String, Given> shared = new HashMap<>(given);
    shared.keySet().removeIf(inputs::contains);
    Map<String, Given> arrays = new HashMap<>(given);
    arrays.keySet().retainAll(given.keySet().stream().filter(inputs::contains).toList());
    Examples examples = new Examples(BoundModel.of(model, sizes, List.of(), shared), count, arrays);
    Diagnostics diagnostics = new Diagnostics();
    examples.one.checkIndices(diagnostics);
    examples.checkIndices(diagnostics);
    diagnostics.throwIfAny();
    return examples;
  }

  private void checkIndices(Diagnostics diagnostics) {
    for (Variable input : one.signature().inputs()) {
      if (input.isIndex() && arrays.containsKey(input.name())) {
        Given given = arrays.get(input.name());
        BoundModel.wrongIndex(given, input.range().orElseThrow()).ifPresent(diagnostics::add);
      }
    }
  }

  private static double[] elements(Given given) {
    return given.value().map(ArrayData::elements).orElseThrow();
  }

  /** The examples' arrays. */
  Dataset dataset() {
    Dataset data = Dataset.of(count);
    for (Map.Entry<String, Given> entry : arrays.entrySet()) {
      data = data.with(entry.getKey(), elements(entry.getValue()));
    }
    return data;
  }

  /** A number that other examples do not have. */
  long checksum() {
    CRC32 sum = new CRC32();
    sum.update(count);
    arrays.keySet().stream().sorted().forEach(name -> add(sum, arrays.get(name)));
    one.given().keySet().stream().sorted().forEach(name -> add(sum, one.given().get(name)));
    return sum.getValue();
  }

  private static void add(CRC32 sum, Given given) {
    sum.update(given.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    double[] elements = elements(given);
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES);
    Arrays.stream(elements).forEach(e -> sum.update(bytes.clear().putDouble(e).flip()));
  }
}
