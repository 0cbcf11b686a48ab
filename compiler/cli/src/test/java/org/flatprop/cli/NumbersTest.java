package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers beside the lines of both passes. */
class NumbersTest {

  private static final Path SAMPLES = Path.of("..", "..", "samples", "src", "main", "nn");

  private static final String NEURON = "--set w0=2 --set x0=-1 --set w1=-3 --set x1=-2 --set w2=-3";

  /** A scalar's line: its number, its name. */
  private static final Pattern LINE = Pattern.compile("^ *(-?[0-9.E-]+) +(?:# )?([^ ]+) = .*");

  private static final Pattern RESULT = Pattern.compile("^(?:d[^/]+/d)?([^ ]+) += (.*)");

  @TempDir Path folder;

  @Test
  void theNeuronOfTheLectureIsAsRecorded() {
    String file = SAMPLES.resolve("gates/neuron_gates.nn").toString();
    Golden.assertMatches("numbers-neuron.txt", shown("show " + file + " " + NEURON));
  }

  @Test
  void arraysAreSummedUpBesideTheirHeadings() {
    String model =
        """
        dim N
        input x[N, 3], w[3] = [1, 2, -1]
        param b[N]
        y = sqrt(x @ w + b)
        f = sum(y) + sum(b)
        minimize f
        output y
        """;
    String values = " --set x=[[1,2,3],[4,5,6],[7,8,9],[-1,-1,0],[1,0,0]]";
    Golden.assertMatches("numbers-arrays.txt", shown(model, "show -" + values));
  }

  @Test
  void anEmptyBatchHasNoElements() {
    assertThat(shown("dim N; input x[N]; y = sin(x); f = sum(y); output y", "show - --dim N=0"))
        .contains("# y = sin(x)   [N]   1:24   [0] = []\n", "0.0  # f = sum(y)");
  }

  @Test
  void inStraightLineCodeEachElementHasItsNumber() {
    String model = "input w[2, 2] = [[1, 2], [3, 4]], x[2]; y = w @ x; f = sum(y * y)";
    Golden.assertMatches("numbers-elements.txt", shown(model, "show - --set x=[0.5,-1]"));
  }

  @ParameterizedTest
  @CsvSource({
    "neuron.nn, " + NEURON,
    "gates/neuron_gates.nn, " + NEURON,
    "gates/patterns.nn, --set a=2 --set b=3 --set c=4 --set p=1 --set q=-1",
    "neurons/classifier.nn, --set x1=3 --set x2=0.5 --set t=1",
    "logistic/least_squares.nn, --set w=0.7 --set b=-0.4 --set x=1.3 --set t=1",
  })
  void theNumbersAreThoseOfARun(String sample, String values) {
    String file = SAMPLES.resolve(sample).toString();
    Map<String, String> shown = new HashMap<>();
    shown("show " + file + " " + values)
        .lines()
        .map(LINE::matcher)
        .filter(line -> line.matches())
        .forEach(line -> shown.put(line.group(2), line.group(1)));
    Map<String, String> results = new HashMap<>();
    shown("run " + file + " --grad --profile strict " + values)
        .lines()
        .map(RESULT::matcher)
        .filter(line -> line.matches())
        .forEach(
            line ->
                results.put(
                    (line.group().contains("/") ? "grad_" : "") + line.group(1),
                    Rounded.of(Double.parseDouble(line.group(2)))));
    assertThat(results).hasSizeGreaterThan(2);
    assertThat(shown).containsAllEntriesOf(results);
  }

  @Test
  void theSeedAloneShowsTheNumbersOfAModelThatStartsByItself() {
    String model = "param w ~ normal(0, 1); f = w * w";
    assertThat(shown(model, "show -")).startsWith("f = w * w");
    assertThat(shown(model, "show - --seed 1")).containsPattern("^0\\.[0-9]+ +f = w \\* w");
    assertThat(shown(model, "show - --seed 1")).isNotEqualTo(shown(model, "show - --seed 2"));
  }

  @Test
  void oneStageAloneHasNumbersToo() {
    String model = "f = 3 * x";
    assertThat(shown(model, "show - --set x=2 --stage backward"))
        .isEqualTo(
            "1.0  grad_f = 1.0           # seed\n3.0  grad_x = grad_f * 3.0  # 1:5  *: g * 3.0\n");
  }

  @Test
  void aSumOfManyLinesHasItsNumberAtTheLast() {
    String terms =
        IntStream.range(0, 60).mapToObj(i -> "x" + i + "^2").collect(Collectors.joining(" + "));
    String values =
        IntStream.range(0, 60).mapToObj(i -> " --set x" + i + "=1").collect(Collectors.joining());
    Stream<String> numbers =
        shown("f = " + terms, "show - --stage forward" + values)
            .lines()
            .filter(line -> line.contains("  f "))
            .map(line -> line.replaceFirst("  f .*", "").strip());
    assertThat(numbers)
        .hasSizeGreaterThan(1)
        .endsWith("60.0")
        .filteredOn(n -> !n.isEmpty())
        .hasSize(1);
  }

  @Test
  void modelsThatAreCompiledToTablesHaveNumbersUntilThereAreTooManyLines() {
    assertThat(shown("f = x * x", "show - --set x=3 --scalars tables"))
        .startsWith("9.0  f = x * x");
    String chain =
        IntStream.range(0, 11_000)
            .mapToObj(i -> "y" + (i + 1) + " = sin(y" + i + ")\n")
            .collect(Collectors.joining("", "input x; y0 = x\n", "f = y11000"));
    assertThat(shown(chain, "show - --set x=3"))
        .contains(" operations are not shown one a line; --stage loops shows their kinds\n");
  }

  @Test
  void whatIsTooLargeToBeHeldIsRefused() {
    String model = "dim N; param x[N] ~ normal(0, 1); f = sum(outer(x, x)^2)";
    Outcome outcome = Outcome.given(model, "show", "-", "--dim", "N=10000");
    assertThat(outcome.exit()).isEqualTo(Nnc.WRONG_INPUT);
    assertThat(outcome.err())
        .startsWith("<stdin>: its values take ")
        .contains(", too many: the limit is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--set x=1", "--dim N=2", "--seed 0", "--data x.json"})
  void stagesWithoutSuchLinesTakeNoValues(String option) {
    for (String stage : new String[] {"ast", "graph", "topo", "loops", "java"}) {
      Outcome outcome =
          Outcome.given("f = x", ("show - --stage " + stage + " " + option).split(" "));
      assertThat(outcome.exit()).isEqualTo(Nnc.WRONG_USAGE);
      assertThat(outcome.err())
          .startsWith(
              "nnc: numbers stand beside the lines of forward and backward; --stage " + stage);
    }
  }

  @Test
  void missingAndWrongValuesAreReported() throws Exception {
    Path data = Files.writeString(folder.resolve("d.json"), "{\"x\": 1, \"z\": 2}");
    Outcome outcome = Outcome.given("f = x * y", "show", "-", "--data", data.toString());
    assertThat(outcome.exit()).isEqualTo(Nnc.WRONG_INPUT);
    assertThat(outcome.err()).contains("no input `z`", "this input has no value: `y`");
  }

  @Test
  void numbersThatAreNoneStandInTheColumn() {
    assertThat(shown("y = log(x); f = y * b", "show - --stage forward --set x=-1 --set b=2.5"))
        .isEqualTo("NaN  y = log(x)  # 1:5  log(x)\nNaN  f = y * b   # 1:17  y * b\n");
  }

  private static String shown(String command) {
    return shown("", command);
  }

  private static String shown(String model, String command) {
    Outcome outcome = Outcome.given(model, command.split(" "));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    return outcome.out();
  }
}
