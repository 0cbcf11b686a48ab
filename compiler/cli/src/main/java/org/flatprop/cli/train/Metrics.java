package org.flatprop.cli.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flatprop.elaborate.Model;
import org.flatprop.elaborate.Model.Input;
import org.flatprop.elaborate.Model.Output;
import org.flatprop.runtime.Section;
import org.flatprop.runtime.Signature;
import org.flatprop.runtime.Variable;
import org.flatprop.train.Measure;

/**
 * How well a model's outputs meet its targets: the accuracy of scores of classes, the root of the
 * mean squared error of numbers; and the mean over all examples of each output that is a scalar.
 */
public final class Metrics implements Measure {

  private static final double HALF = 0.5;

  /** What is compared. */
  private record Pair(String output, String target, boolean indexed) {}

  private final List<Pair> pairs = new ArrayList<>();
  private final List<String> scalars;

  /** An input that has something for each example; none where there is one example. */
  private final Optional<String> counted;

  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private long examples;

  /** The metrics of a model; each target is compared with the first output that fits it. */
  public Metrics(Model model, ExampleInputs inputs) {
    for (Input target : inputs.targets()) {
      inputs.outputs().stream()
          .filter(output -> fits(output, target))
          .findFirst()
          .ifPresent(o -> pairs.add(new Pair(o.name(), target.name(), isIndex(target))));
    }
    counted =
        Stream.concat(inputs.features().stream(), inputs.targets().stream())
            .map(Input::name)
            .findFirst();
    scalars =
        model.outputs().stream()
            .skip(1)
            .filter(output -> output.node().shape().isScalar())
            .map(Output::name)
            .toList();
  }

  private static boolean isIndex(Input input) {
    return input.kind() == Variable.Kind.INDEX;
  }

  /** Scores of the classes, or a class; or a number for each number. */
  private static boolean fits(Output output, Input target) {
    if (!isIndex(target)) {
      return output.node().shape().count().equals(target.node().shape().count());
    }
    int rank = target.node().shape().rank();
    return output.node().shape().rank() == rank
        || output.node().shape().rank() == rank + 1
            && output.node().shape().size(rank).equals(target.range().orElseThrow());
  }

  @Override
  public void begin() {
    tallies.clear();
    sums.clear();
    examples = 0;
  }

  @Override
  public void add(Signature signature, double[] inputs, double[] outputs) {
    for (Pair pair : pairs) {
      Section target = signature.input(pair.target);
      Section output = signature.output(pair.output);
      double[] truth = target.of(inputs);
      double[] said = output.of(outputs);
      Tally tally = tallies.computeIfAbsent(pair.target, name -> new Tally(pair.indexed));
      if (pair.indexed) {
        int classes = range(signature, pair.target);
        int width = truth.length == 0 ? 1 : said.length / truth.length;
        for (int i = 0; i < truth.length; i++) {
          tally.addClass(classes, truth[i], width == 1 ? said[i] : best(said, i * width, width));
        }
      } else {
        int rank = target.sizes().size();
        int width = rank < 2 ? 1 : Math.max(1, target.sizes().get(rank - 1));
        for (int from = 0; from < truth.length; from += width) {
          tally.addNumbers(truth, said, from, width);
        }
      }
    }
    int count = counted.map(name -> signature.input(name).sizes().get(0)).orElse(1);
    for (String name : scalars) {
      sums.merge(name, count * outputs[signature.output(name).offset()], Double::sum);
    }
    examples += count;
  }

  private static int range(Signature signature, String index) {
    return signature.inputs().stream()
        .filter(input -> input.name().equals(index))
        .findFirst()
        .orElseThrow()
        .range()
        .orElseThrow();
  }

  private static int best(double[] scores, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (scores[from + i] > scores[from + best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      Tally tally = tallies.get(pair.target);
      if (tally != null) {
        String of = pairs.size() == 1 ? "" : " of " + pair.target;
        tally.accuracy().ifPresent(accuracy -> figures.put("accuracy" + of, accuracy));
        tally.error().ifPresent(error -> figures.put("RMSE" + of, error));
      }
    }
    sums.forEach((name, sum) -> figures.put(name, sum / examples));
    return figures;
  }

  /** How often which class was taken for which, by the names of targets that are classes. */
  public Map<String, long[][]> confusions() {
    Map<String, long[][]> all = new LinkedHashMap<>();
    tallies.forEach((name, tally) -> tally.confusion().ifPresent(c -> all.put(name, c)));
    return all;
  }

  /** The comparisons of a target. */
  private static final class Tally {

    private final boolean indexed;
    private long[][] confusion = new long[2][2];
    private double squares;
    private long numbers;
    private long count;

    /**
     * Whether all that is true and all that was said are classes: indices, rows with a single 1, or
     * 0 and 1 and what lies between.
     */
    private boolean classes = true;

    Tally(boolean indexed) {
      this.indexed = indexed;
    }

    /** Adds an index, and a class or, where there are two, the probability of the second. */
    void addClass(int range, double truth, double said) {
      boolean probability = range == 2 && said >= 0 && said <= 1;
      double chosen = probability ? Math.round(said) : said;
      count(range, (int) truth, said == HALF ? 0 : chosen);
    }

    /** Adds a row of numbers. */
    void addNumbers(double[] truth, double[] said, int from, int width) {
      double sum = 0;
      boolean bits = true;
      for (int i = from; i < from + width; i++) {
        squares += (truth[i] - said[i]) * (truth[i] - said[i]);
        sum += truth[i];
        bits &= truth[i] == 0 || truth[i] == 1;
      }
      numbers += width;
      if (width == 1) {
        classes &= bits && said[from] >= 0 && said[from] <= 1;
        count(2, bits ? (int) truth[from] : 0, said[from] > HALF ? 1 : 0);
      } else {
        classes &= bits && sum == 1;
        count(width, best(truth, from, width), best(said, from, width));
      }
    }

    private void count(int range, int truth, double said) {
      if (confusion.length != range) {
        confusion = new long[range][range];
      }
      count++;
      int column = (int) said;
      classes &= column == said && column >= 0 && column < range;
      if (classes) {
        confusion[truth][column]++;
      }
    }

    Optional<Double> accuracy() {
      return confusion()
          .map(
              table -> {
                long right = 0;
                for (int i = 0; i < table.length; i++) {
                  right += table[i][i];
                }
                return (double) right / count;
              });
    }

    Optional<Double> error() {
      return indexed || count == 0 ? Optional.empty() : Optional.of(Math.sqrt(squares / numbers));
    }

    Optional<long[][]> confusion() {
      return count > 0 && classes ? Optional.of(confusion) : Optional.empty();
    }
  }
}
