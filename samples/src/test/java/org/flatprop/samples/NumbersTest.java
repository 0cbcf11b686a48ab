package org.flatprop.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flatprop.Options;
import org.flatprop.emit.Profile;
import org.flatprop.load.Backend;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.flatprop.samples.Sample.Results;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The samples compute the lectures' numbers, whatever compiles them. */
class NumbersTest {

  static final List<Options> OPTIONS = Sample.ALL_OPTIONS;

  @ParameterizedTest
  @FieldSource("OPTIONS")
  void valuesAndGradientsAreTheLectures(Options options) {
    for (String line : Sample.lines("numbers.txt")) {
      String[] cells = line.split(" \\| ");
      Map<String, Double> gradients = Sample.values(cells[3]);
      Kernel kernel =
          Sample.compile(cells[0], options.wrt(List.copyOf(gradients.keySet()))).kernel();
      Signature signature = kernel.signature();
      Results results = Results.at(kernel, Sample.values(cells[1]));
      Sample.values(cells[2])
          .forEach(
              (name, expected) -> {
                int index = signature.output(name).offset();
                Sample.assertClose(line + ": " + name, results.outputs()[index], expected);
              });
      gradients.forEach(
          (name, expected) -> {
            int index = signature.gradient(name).offset();
            Sample.assertClose(line + ": d/d" + name, results.gradients()[index], expected);
          });
    }
  }

  @ParameterizedTest
  @FieldSource("OPTIONS")
  void activationsFollowTheLecturesTables(Options options) {
    Map<String, List<String>> tables =
        Sample.lines("activations.csv").stream()
            .collect(Collectors.groupingBy(line -> line.split(",")[0]));
    tables.forEach(
        (title, rows) -> {
          String[] words = title.split(" ");
          Kernel kernel =
              Sample.compile("activations/" + words[0], options.wrt(List.of("x"))).kernel();
          for (String row : rows) {
            String[] cells = row.split(", ");
            String rest = words.length > 1 ? words[1] + " " : "";
            Results results = Results.at(kernel, Sample.values(rest + "x=" + cells[1]));
            double value = Double.parseDouble(cells[2]);
            Sample.assertClose(row, results.outputs()[0], value);
            if (results.outputs().length > 1) {
              double rounded = title.equals("selu") ? 1e-4 : 1e-13; // the lecture's constants are
              assertThat(results.outputs()[1]).as(row).isCloseTo(value, within(rounded));
            }
            if (!cells[3].equals("-")) {
              Sample.assertClose(row, results.gradients()[0], Double.parseDouble(cells[3]));
            }
          }
        });
  }

  @Test
  void strictIsTheSameBitsWhateverCompilesIt() {
    for (String line : Sample.lines("numbers.txt")) {
      String[] cells = line.split(" \\| ");
      List<Results> results =
          Stream.of(Backend.JANINO, Backend.JAVAC)
              .map(Options.DEFAULT.profile(Profile.STRICT)::backend)
              .map(options -> Sample.compile(cells[0], options).kernel())
              .map(kernel -> Results.at(kernel, Sample.values(cells[1])))
              .toList();
      assertThat(results.get(0).outputs()).as(line).containsExactly(results.get(1).outputs());
      assertThat(results.get(0).gradients()).as(line).containsExactly(results.get(1).gradients());
    }
  }

  @Test
  void everySampleHasNumbers() {
    Set<String> tested = new TreeSet<>();
    Sample.lines("numbers.txt").forEach(line -> tested.add(line.split(" \\| ")[0]));
    Sample.lines("activations.csv")
        .forEach(line -> tested.add("activations/" + line.split("[ ,]")[0]));
    ArrayCase.ALL.forEach(sample -> tested.add(sample.sample()));
    tested.add("matrices/elementwise"); // 4,096 of them: in NetworksTest
    tested.add("networks/vanishing"); // of random weights: in NetworksTest
    assertThat(Sample.names())
        .filteredOn(name -> !name.startsWith("training/")) // in TrainingGuideTest
        .containsExactlyElementsOf(tested);
  }
}
