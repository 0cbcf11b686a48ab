package org.flatprop.samples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Options;
import org.flatprop.runtime.Kernel;

/**
 * What a sample gives at a point, as {@code arrays.txt} says.
 *
 * @param given inputs beyond the sample's defaults, and sizes
 */
record ArrayCase(
    String sample,
    Map<String, double[]> given,
    Map<String, double[]> values,
    Map<String, double[]> gradients) {

  static final List<ArrayCase> ALL = read();

  private static List<ArrayCase> read() {
    List<ArrayCase> cases = new ArrayList<>();
    for (String line : Sample.lines("arrays.txt")) {
      if (!line.startsWith(" ")) {
        cases.add(
            new ArrayCase(
                line, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>()));
      } else {
        cases.get(cases.size() - 1).add(line.strip().split(" = | ", 3));
      }
    }
    return cases;
  }

  private void add(String[] words) {
    switch (words[0]) {
      case "data" -> given.putAll(Numbers.json(Sample.FOLDER.resolve(words[1])));
      case "given" -> given.put(words[1], Numbers.parse(words[2]));
      case "value" -> values.put(words[1], Numbers.parse(words[2]));
      default -> gradients.put(words[1], Numbers.parse(words[2]));
    }
  }

  /** All results, by {@code name} and {@code d/dname}. */
  Map<String, double[]> results(Options options) {
    List<String> wrt = List.copyOf(gradients.keySet());
    CompiledModel model = Sample.compile(sample, options.wrt(wrt));
    Kernel kernel = Sample.kernel(model, given);
    return Sample.arrays(kernel, Sample.inputs(kernel, given));
  }

  @Override
  public String toString() {
    return sample;
  }
}
