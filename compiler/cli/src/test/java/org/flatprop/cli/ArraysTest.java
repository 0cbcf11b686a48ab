package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of arrays on the command line: what is given, what comes out, what is wrong. */
class ArraysTest {

  private static final String SCORES =
      """
      dim N, D = 2, C = 3
      input x[N, D], scale = 1
      index y[N] in C
      param W[D, C]
      s = scale * (x @ W)
      loss = mean[n](s[n, y[n]])
      output s
      """;

  @TempDir Path folder;

  @BeforeEach
  void data() {
    write("w.json", "{\"W\": [[1, 2, 3], [4, 5, 6]]}");
    write("xy.csv", "x_0,x_1,y\n1,0,0\n0,1,2\n");
    write("xy-bare.csv", "1,0,0\n0,1,2\n");
    write("xy.json", "{\"x\": [[1, 0], [0, 1]], \"y\": [0, 2], \"scale\": 1}");
  }

  private static final String RESULTS =
      "{\"outputs\": {\"loss\": 3.5, \"s\": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]},"
          + " \"gradients\": {\"W\": [[0.5, 0.0, 0.0], [0.0, 0.0, 0.5]]}}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--data w.json --data xy.csv",
        "--data w.json --data xy-bare.csv",
        "--data w.json --data xy.json --dim N=2",
        "--data w.json --data xy-bare.csv --set scale=1",
        "--data xy.csv --set W=[[1,2,3],[4,5,6]]",
        "--data w.json --set x=[[1,0],[0,1]] --set y=[0,2]",
        "--data w.json --data xy.csv --arrays loops",
        "--data w.json --data xy.csv --arrays flat"
      })
  void dataOfEveryKindIsOne(String options) {
    Outcome outcome = run("--json --grad " + options);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo(RESULTS);
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void resultsAreDataAgain() {
    assertThat(run("--grad --data w.json --data xy.csv --out results.npz").exit()).isZero();
    String again = "input s[M, 3], grad_W[2, 3], loss; dim M; f = sum(s) + loss; output grad_W, s";
    Outcome outcome = given(again, "run - --json --data results.npz");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            "{\"outputs\": {\"f\": 24.5, \"grad_W\": [[0.5, 0.0, 0.0], [0.0, 0.0, 0.5]],"
                + " \"s\": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]}, \"gradients\": {}}\n");
  }

  @Test
  void aListingShowsShapes() {
    assertThat(run("--grad --data w.json --data xy.csv").out())
        .isEqualTo(
            """
            loss = 3.5
            s[2, 3] =
              [[1.0, 2.0, 3.0],
               [4.0, 5.0, 6.0]]
            dloss/dW[2, 3] =
              [[0.5, 0.0, 0.0],
               [0.0, 0.0, 0.5]]
            """);
  }

  @Test
  void whatIsNotFiniteReadsBack() {
    String model = "input x[4]; y = 2*x";
    Outcome outcome = given(model, "run - --json --set", "x=[NaN, Infinity, -Infinity, -0.0]");
    assertThat(outcome.out())
        .isEqualTo(
            "{\"outputs\": {\"y\": [\"NaN\", \"Infinity\", \"-Infinity\", -0.0]},"
                + " \"gradients\": {}}\n");
    outcome = given(model, "run - --json --set", "x=[\"NaN\", \"Infinity\", \"-Infinity\", 0]");
    assertThat(outcome.out()).contains("[\"NaN\", \"Infinity\", \"-Infinity\", 0.0]");
  }

  @Test
  void anObjectiveThatIsAnArrayIsDifferentiatedAsItsSum() {
    Outcome outcome = given("input x[3]; y = x^2", "run - --json --grad --set", "x=[1, 2, 3]");
    assertThat(outcome.out())
        .contains("\"y\": [1.0, 4.0, 9.0]}, \"gradients\": {\"x\": [2.0, 4.0, 6.0]}");
  }

  @Test
  void anEmptyBatchNeedsNoData() {
    String model = "dim N; input x[N, 2]; param w[2] ~ ones; s = x @ w; f = sum(s); output s";
    Outcome outcome = given(model, "run - --json --grad --dim N=0");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo("{\"outputs\": {\"f\": 0.0, \"s\": []}, \"gradients\": {\"w\": [0.0, 0.0]}}\n");
    assertThat(given(model, "run - --json --set x=[]").out()).contains("\"s\": []");
  }

  @Test
  void trainingDropsBySeed() {
    String model = "input x[1000]; y = dropout(x, 0.5); f = sum(y)";
    write("ones.csv", "x\n" + "1\n".repeat(1000));
    assertThat(given(model, "run - --data ones.csv").out()).isEqualTo("f = 1000.0\n");
    String trained = given(model, "run - --data ones.csv --train --seed 1").out();
    assertThat(Double.parseDouble(trained.substring(4))).isBetween(800.0, 1200.0);
    assertThat(given(model, "run - --data ones.csv --train --seed 1").out()).isEqualTo(trained);
    assertThat(given(model, "run - --data ones.csv --train --seed 2").out()).isNotEqualTo(trained);
  }

  static Stream<Arguments> wrongData() {
    return Stream.of(
        arguments("", "<stdin>: these inputs have no value: `x` [N, 2], `y` [N]\n  give values:"),
        arguments("--data xy.csv --set x=[1,2]", "--set x: `x` is [N, 2], but [2] is given"),
        arguments("--data xy.csv --set x=1", "--set x: `x` is [N, 2], but a scalar is given"),
        arguments(
            "--data xy.csv --set W=[[1,2],[3,4]]", "--set W: `W` is [2, 3], but [2, 2] is given"),
        arguments(
            "--data xy.csv --set y=[0,1,2]",
            "--set y: `y` is [N], but [3] is given\n  N is 2: `x` [2, 2] of FOLDER/xy.csv:1"),
        arguments(
            "--data xy.json --dim N=3",
            "FOLDER/xy.json:1:2: `x` is [N, 2], but [2, 2] is given\n"
                + "  1 | {\"x\": [[1, 0], [0, 1]], \"y\": [0, 2], \"scale\": 1}\n"
                + "    |  ^^^\n"
                + "  N is 3: --dim N"),
        arguments("--data xy.csv --dim N=2 --dim N=3", "--dim N: `N` is given two sizes: 2 and 3"),
        arguments("--data xy.csv --dim n=2", "leaves no dim `n` open"),
        arguments("--data xy.csv --dim D=2", "the model leaves no dim `D` open"),
        arguments("--data xy.csv --set N=2", "--set N: `N` is a dim, not an input\n  its size:"),
        arguments("--data xy.csv --set V=[1]", "--set V: the model has no input `V`"),
        arguments("--data xy.csv --set s=[1]", "--set s: `s` is computed by the model"),
        arguments(
            "--data xy.csv --set y=[0,3]",
            "--set y: `y[1]` is 3.0, which is no index\n  an integer"),
        arguments("--data xy.csv --set y=[0.5,1]", "`y[0]` is 0.5, which is no index"),
        arguments("--data xy.csv --set y=[0,-1]", "`y[1]` is -1.0, which is no index"),
        arguments("--data xy.csv --set y=[NaN,1]", "--set y: `y[0]` is NaN, which is no index"),
        arguments("--data xy.csv --set W=[[1,2,3],[4]]", "--set W: the rows are not equally long"),
        arguments("--data xy.csv --set W=[[1,2,3],[4,5,x]]", "--set W: this is no array: "),
        arguments("--data xy.csv --set scale=[1]", "`scale` is a scalar, but [1] is given"),
        arguments("--data other.csv", "FOLDER/other.csv:1: the model has no input `z`"),
        arguments("--data other.csv", "FOLDER/other.csv:1: the model has no input `x_a`"),
        arguments("--data bad.npz", "FOLDER/bad.npz: this is no .npz file"),
        arguments(
            "--data xy.csv --out s.txt", "s.txt: results are written as .npz, .safetensors or"),
        arguments("--data xy.csv --out no/such/\0.npz", "this is no file name"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void wrongData(String options, String message) {
    write("other.csv", "z,x_a\n1,2\n");
    write("bad.npz", "");
    Outcome outcome = run(options);
    assertThat(outcome.err().replace(folder.toString(), "FOLDER")).contains(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void aDimThatNothingBindsIsReported() {
    String model = "dim N, M; input x[2*N]; f = sum(x) * M";
    Outcome outcome = given(model, "run - --set x=[1,2]");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            """
            <stdin>: the dim `N` has no size
              give it one: --dim N=…
            <stdin>: the dim `M` has no size
              give it one: --dim M=…
            """);
    assertThat(given(model, "run - --set x=[1,2] --dim N=1 --dim M=3").out())
        .isEqualTo("f = 9.0\n");
    assertThat(given(model, "run - --set x=[1,2] --dim N=2 --dim M=3").err())
        .isEqualTo("--set x: `x` is [2*N], but [2] is given\n  N is 2: --dim N\n");
    assertThat(given("dim N; input x[N] = 1; f = sum(x)", "run -").err())
        .contains("the dim `N` has no size", "--dim N=…, or a value that has it: `x` [N]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dim N; param w[N, N]; f = sum(w) | --dim N=2147483647",
        "dim N; param w[N, N, N, N]; f = sum(w) | --dim N=2147483647",
        "dim N; param w[N, N]; f = sum(w) | --dim N=40000",
        "dim N; param w[N - 5]; f = sum(w) | --dim N=3",
        "dim N; input x[N]; f = mean(x) | --dim N=0",
        "dim N; input x[N]; f = x[3] | --set x=[1,2]",
        "param w[100000, 100000]; f = sum(w) | --seed 1"
      })
  void sizesThatDoNotFitAreErrors(String model, String options) {
    Outcome outcome = given(model, "run - " + options);
    assertThat(outcome.err()).isNotEmpty().doesNotContain("bug", "\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void twoArraysOfOneNameAreNotWritten() throws Exception {
    String model = "param w[2]; grad_w = 2*w; f = sum(w); output grad_w";
    Outcome outcome = given(model, "run - --grad --out f.npz");
    assertThat(outcome.err()).contains("f.npz: two arrays would be called `grad_w`");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(folder.resolve("f.npz")).doesNotExist();
    assertThat(given(model, "run - --out f.npz").exit()).isZero();
  }

  @Test
  void nothingIsWrittenWhenTheInputIsWrong() {
    assertThat(run("--out f.npz").exit()).isEqualTo(1);
    assertThat(folder.resolve("f.npz")).doesNotExist();
  }

  private Outcome run(String options) {
    return given(SCORES, ("run - " + options).strip());
  }

  /** Files are in the test's folder. */
  private Outcome given(String model, String line, String... more) {
    List<String> args = new ArrayList<>();
    for (String word : line.split(" ")) {
      boolean file = word.matches("[a-z-]+\\.(json|csv|npz)");
      args.add(file ? folder.resolve(word).toString() : word);
    }
    args.addAll(List.of(more));
    return Outcome.given(model, args.toArray(String[]::new));
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
