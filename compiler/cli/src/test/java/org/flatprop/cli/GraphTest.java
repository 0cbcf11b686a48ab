package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {

  private static final String NEURON = "f = sigmoid(w*x + b)";

  @TempDir Path folder;

  private String drawn(String model, String ending, String... options) throws IOException {
    Path file = folder.resolve("new").resolve("g" + ending);
    Outcome outcome = graph(model, file, options);
    assertThat(outcome).isEqualTo(new Outcome(0, Paths.shown(file) + "\n", ""));
    return Files.readString(file);
  }

  private static Outcome graph(String model, Path file, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "graph";
    arguments[1] = "-";
    arguments[2] = "-o";
    arguments[3] = file.toString();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Outcome.given(model, arguments);
  }

  @Test
  void theGraphIsAsRecorded() throws IOException {
    String model =
        "def half(a) { h = a / 2; return h }\ny = x - half(x); z = y; f = y*3; output f, z";
    Golden.assertMatches("graph.dot", drawn(model, ".dot"));
  }

  @Test
  void arraysShowTheirShapes() throws IOException {
    String model = "dim N; input x[N, 2]; param w[2, 3]; h = sigmoid(x @ w); f = sum(h)";
    assertThat(drawn(model, ".dot"))
        .contains(
            "[label=\"x\\n[N, 2]\", shape=box",
            "[label=\"h\\nsigmoid\\n[N, 3]\", shape=ellipse",
            "[label=\"f\\nΣ\", shape=ellipse, peripheries=2");
  }

  @Test
  void picturesHaveTheNumbersOfTheInputs() throws IOException {
    String[] values = {"--set", "w=2", "--set", "x=-1", "--set", "b=1"};
    assertThat(drawn(NEURON, ".svg", values))
        .contains(">0.27</text>", ">1.00</text>", ">−0.20</text>");
    assertThat(drawn(NEURON, ".dot", values)).contains("label=\"f\\nsigmoid\\n0.27\\n∇ 1.00\"");
  }

  @Test
  void withoutInputsThereAreNoNumbers() throws IOException {
    assertThat(drawn(NEURON, ".svg")).contains("sigmoid</text>").doesNotContain(">1.00<");
  }

  @Test
  void whereNothingMustBeGivenThereAre() throws IOException {
    assertThat(drawn("input x = 3; f = x*x", ".svg")).contains(">9.00</text>", ">6.00</text>");
  }

  @Test
  void aPageWithoutInputsIsDrawnAtRandom() throws IOException {
    assertThat(drawn(NEURON, ".html")).contains("these are drawn at random");
    assertThat(drawn(NEURON, ".html", "--set", "w=1", "--set", "x=1", "--set", "b=1"))
        .doesNotContain("at random");
  }

  @Test
  void someInputsAreNotEnough() {
    Path file = folder.resolve("g.html");
    Outcome outcome = graph(NEURON, file, "--set", "w=1");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("these inputs have no value: `x`, `b`");
    assertThat(file).doesNotExist();
  }

  @Test
  void sizesAloneMakeASmallPage() throws IOException {
    String model = "dim N; input x[N]; f = sum(x^2)";
    assertThat(drawn(model, ".html", "--dim", "N=2")).contains("at random").contains(">[2]<");
  }

  @Test
  void whatTheObjectiveDoesNotDependOnHasNoGradient() throws IOException {
    assertThat(drawn("input x = 3; f = step(x)", ".svg"))
        .contains("x, input, value 3.00, gradient 0.00");
  }

  @Test
  void theObjectiveAndItsVariablesCanBeChosen() throws IOException {
    String model = "input x = 3; h = x*x; f = h*2; g = h*h; minimize f; output g, h";
    assertThat(drawn(model, ".dot", "--objective", "g", "--wrt", "h"))
        .contains("label=\"h\\n×\\n9.00\\n∇ 18.00\"");
  }

  @Test
  void aPartIsDrawnByItself() throws IOException {
    String model = "h = exp(x*2)\nf = sin(h) + h";
    assertThat(drawn(model, ".svg", "--part", "h")).contains(">exp</text>").doesNotContain(">sin<");
    Outcome outcome = graph(model, folder.resolve("h.svg"), "--part", "k");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("the graph has no part `k`");
  }

  @Test
  void aPageHasAllParts() {
    Outcome outcome = graph(NEURON, folder.resolve("h.html"), "--part", "f");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--part is for pictures");
  }

  @Test
  void tooManyNumbersAreNotHeld() {
    String model = "dim N; input x[N, N] = 1; f = sum((x @ x @ x)^2)";
    Outcome outcome = graph(model, folder.resolve("h.html"), "--dim", "N=2000");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("too many: the limit is", "take a smaller --dim");
  }

  @Test
  void hostileNamesStayTexts() throws IOException {
    Path model = Files.writeString(folder.resolve("a\"b&lt;\nd.nn"), "f = x and y");
    Path dot = folder.resolve("g.dot");
    assertThat(Outcome.of("graph", model.toString(), "-o", dot.toString()).exit()).isZero();
    assertThat(dot).content().startsWith("digraph \"a\\\"b&amp;lt;\\nd\" {\n");
    Path page = folder.resolve("g.html");
    assertThat(Outcome.of("graph", model.toString(), "-o", page.toString()).exit()).isZero();
    assertThat(page).content().contains("<title>a&quot;b&amp;lt;\ufffdd</title>");
  }

  @Test
  void aWrongModelWritesNothing() {
    Path dot = folder.resolve("g.dot");
    assertThat(graph("f = ", dot).exit()).isEqualTo(1);
    assertThat(dot).doesNotExist();
  }
}
