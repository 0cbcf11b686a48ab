package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlotTest {

  @TempDir Path folder;

  private Outcome plot(String model, String options) {
    List<String> words = new ArrayList<>(List.of("plot", "-", "-o", target().toString()));
    words.addAll(List.of(options.split(" ")));
    return Outcome.given(model, words.toArray(String[]::new));
  }

  private Path target() {
    return folder.resolve("new").resolve("p.svg");
  }

  private String picture(String model, String options) throws IOException {
    Outcome outcome = plot(model, options);
    assertThat(outcome).isEqualTo(new Outcome(0, Paths.shown(target()) + "\n", ""));
    return Files.readString(target());
  }

  @Test
  void aFunctionAndItsDerivativeAreAsRecorded() throws Exception {
    Golden.assertMatches("plot.svg", picture("y = sigmoid(x)", "--x -5:5"));
  }

  @Test
  void vectorsAreAsRecorded() throws Exception {
    String model = "input x[4] = [1, 2, 3, 4]; y = x^2; z = exp(x); s = sum(y + z); output z, y";
    Golden.assertMatches("plot-vectors.svg", picture(model, "--log --title T --label layer"));
  }

  /** The names of several columns are the legend's; that of one stands beside its axis too. */
  @Test
  void theColumnsOfALogAreDrawnByEpoch() throws Exception {
    Path log = folder.resolve("run.csv");
    Files.writeString(log, "epoch,loss,accuracy\n1,0.5,0.8\n2,0.25,0.9\n");
    assertThat(texts(log, "--objective", "loss,accuracy"))
        .containsOnlyOnce("loss", "accuracy", "epoch")
        .doesNotContain("loss, accuracy");
    assertThat(texts(log, "--objective", "accuracy").stream().filter("accuracy"::equals))
        .hasSize(2);
  }

  private List<String> texts(Path log, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("plot", log.toString()));
    words.addAll(List.of(options));
    words.addAll(List.of("-o", target().toString()));
    assertThat(Outcome.of(words.toArray(String[]::new)).err()).isEmpty();
    return Pattern.compile(">([^<>]+)</text>")
        .matcher(Files.readString(target()))
        .results()
        .map(text -> text.group(1))
        .toList();
  }

  /** Model, options, the names that the legend shows, and below the axis. */
  static Stream<Arguments> legends() {
    return Stream.of(
        arguments("f = x*y", "--x -1:1 --set y=2", List.of("x", "f", "df/dx")),
        arguments("f = x*y", "--x -1:1 --input y --set x=2", List.of("y", "f", "df/dy")),
        arguments("input x; param w; f = w*x", "--x 0:1", List.of("x", "f", "df/dx")),
        arguments("input x = 3; param w; f = w*x", "--x 0:1 --input w", List.of("w", "f", "df/dw")),
        arguments("input x = 3; param w; f = w*x", "--x 0:1", List.of("x", "f", "df/dx")),
        arguments("param w; input x[2] = 3; f = sum(w*x)", "--x 0:1", List.of("w", "f", "df/dw")),
        arguments("f = x^2", "--x -1:1 --set x=4", List.of("x", "f", "df/dx")),
        arguments("f = x*y", "--x -1:1 --input x --set x=7 --set y=2", List.of("x", "f", "df/dx")),
        arguments(
            "a = x^2; b = sin(x)",
            "--x -1:1 --objective a,b",
            List.of("x", "a", "da/dx", "b", "db/dx")),
        arguments(
            "dim N; input x, t[N]; f = sum((x - t)^2)",
            "--x -1:1 --set t=[1,2,4]",
            List.of("x", "f", "df/dx")),
        arguments(
            "input x[3] = 1; y = 2*x; z = 3*x; output z", "--objective z", List.of("index", "z")),
        arguments(
            "input x[3] = 1; y = 2*x; z = sum(x); output z",
            "--objective y",
            List.of("index", "y")));
  }

  @ParameterizedTest
  @MethodSource
  void legends(String model, String options, List<String> texts) throws Exception {
    String picture = picture(model, options);
    String names = picture.replaceAll("[−.×⁻⁰-⁹0-9]+</text>", "");
    assertThat(
            names.lines().filter(l -> l.endsWith("</text>")).map(l -> l.replaceAll("<[^>]*>", "")))
        .containsExactlyElementsOf(texts);
  }

  /** Model, options, what the message must hold. */
  static Stream<Arguments> wrongInputs() {
    return Stream.of(
        arguments("f = x*y", "--x -1:1", "several inputs could run along the axis: `x`, `y`"),
        arguments("f = x*y", "--x -1:1", "--input x --set y=…"),
        arguments("f = x*y", "--x -1:1 --input x", "this input has no value: `y`"),
        arguments("f = xes", "--x -1:1 --input xs", "the model has no input `xs`\n  did you mean"),
        arguments("f = x", "--x -1:1 --input f", "--input: `f` is computed by the model"),
        arguments("input x[3]; f = sum(x)", "--x -1:1", "no input is a scalar"),
        arguments("input x[3]; f = sum(x)", "--x -1:1 --input x", "`x` [3] is no scalar"),
        arguments("input t[3]; index i in 3; f = t[i]", "--x 0:2 --input i", "`i` is an index"),
        arguments("input x; y = x*[1, 2]", "--x -1:1", "y[2]: a function that is drawn"),
        arguments(
            "f = x", "--x -1:1 --objective g", "--objective: the model computes no value `g`"),
        arguments("f = x", "--x -1:1 --set y=1", "--set y: the model has no input `y`"),
        arguments("f = log(x)", "--x -2:-1", "nothing to draw: no value of `f`, `df/dx` is finite"),
        arguments("f = x^3/-3", "--x 1:2 --log", "is finite and above 0, as --log needs"),
        arguments("f = x", "", "<stdin>: this input has no value: `x`"),
        arguments("input x = 2; f = x", "", "there is none\n  a function and its derivative: --x"),
        arguments("input x[2] = 2; f = log(-x)", "", "no value of `f` is finite\n"),
        arguments("input x[2] = -1; f = 2*x", "--log", "is finite and above 0, as --log needs"));
  }

  @ParameterizedTest
  @MethodSource
  void wrongInputs(String model, String options, String message) {
    Outcome outcome =
        options.isEmpty()
            ? Outcome.given(model, "plot", "-", "-o", target().toString())
            : plot(model, options);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(target()).doesNotExist();
  }

  @Test
  void aFileIsCalledByItsNameAndHostileNamesStayTexts() throws Exception {
    Path model = Files.writeString(folder.resolve("a\"b<script>.nn"), "f = x^2");
    Outcome outcome = Outcome.of("plot", model.toString(), "--x", "0:1", "-o", target().toString());
    assertThat(outcome.exit()).isZero();
    assertThat(target())
        .content()
        .contains(">a&quot;b&lt;script&gt;</text>")
        .doesNotContain("<script");
  }

  @Test
  void aFunctionHasNoDerivativeWhereItHasNoValue() throws Exception {
    // on its left half, log(x) has no value, but its rule has a derivative
    String picture = picture("f = log(x)", "--x -1:1");
    String slope =
        picture.replaceAll("(?s).*?<path class=\"curve dashed hue1\" d=\"(.*?)\".*", "$1");
    assertThat(slope).matches("M2[0-9]{2}\\.[^M]*");
  }

  private Outcome tables(String options) {
    List<String> words = new ArrayList<>(List.of("plot", "-o", target().toString()));
    for (String word : options.split(" ")) {
      words.add(word.endsWith(".csv") ? folder.resolve(word).toString() : word);
    }
    return Outcome.of(words.toArray(String[]::new));
  }

  @Test
  void logsAreAsRecorded() throws Exception {
    Files.writeString(folder.resolve("sgd.csv"), "epoch,loss,rate\n1,0.9,1\n2,0.7,1\n3,0.6,0.5\n");
    Files.writeString(folder.resolve("adam.csv"), "epoch,loss,rate\n1,0.8,1\n2,0.3,1\n");
    assertThat(tables("sgd.csv adam.csv --title runs").exit()).isZero();
    Golden.assertMatches("plot-logs.svg", Files.readString(target()));
    assertThat(tables("sgd.csv --objective loss,rate").exit()).isZero();
    assertThat(target()).content().contains(">loss</text>", ">rate</text>", ">epoch</text>");
    assertThat(tables("sgd.csv adam.csv --objective loss,rate").exit()).isZero();
    assertThat(target()).content().contains(">sgd loss</text>", ">adam rate</text>");
  }

  @Test
  void whatIsWrongWithLogsIsSaid() throws Exception {
    Files.writeString(folder.resolve("run.csv"), "epoch,loss\n1,0.9\n");
    Files.writeString(folder.resolve("text.csv"), "loss\nlow\n");
    Files.writeString(folder.resolve("empty.csv"), "");
    assertThat(tables("run.csv --objective los").err())
        .contains("run.csv: there is no column `los`", "did you mean `loss`?");
    assertThat(tables("text.csv").err()).contains("there is nothing to draw");
    assertThat(tables("empty.csv").err()).contains("it is empty");
    assertThat(tables("run.csv nowhere.csv").err()).contains("there is no such file");
    assertThat(tables("run.csv --x 0:1").exit()).isEqualTo(Nnc.WRONG_USAGE);
    assertThat(tables("run.csv --set x=1").exit()).isEqualTo(Nnc.WRONG_USAGE);
    assertThat(plot("f = x", "--x 0:1 other.nn").err()).contains("one model is drawn at a time");
  }
}
