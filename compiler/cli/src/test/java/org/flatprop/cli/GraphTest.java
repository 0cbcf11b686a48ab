package org.flatprop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {

  @TempDir Path folder;

  @Test
  void theGraphIsAsRecorded() throws Exception {
    Path dot = folder.resolve("new").resolve("g.dot");
    String model =
        "def half(a) { h = a / 2; return h }\ny = x - half(x); z = y; f = y*3; output f, z";
    Outcome outcome = Outcome.given(model, "graph", "-", "-o", dot.toString());
    assertThat(outcome).isEqualTo(new Outcome(0, Paths.shown(dot) + "\n", ""));
    Golden.assertMatches("graph.dot", Files.readString(dot));
  }

  @Test
  void arraysShowTheirShapes() throws Exception {
    Path dot = folder.resolve("g.dot");
    String model = "dim N; input x[N, 2]; param w[2, 3]; h = sigmoid(x @ w); f = sum(h)";
    assertThat(Outcome.given(model, "graph", "-", "-o", dot.toString()).exit()).isZero();
    assertThat(dot)
        .content()
        .contains(
            "[label=\"x\\n[N, 2]\", shape=box]",
            "[label=\"h\\nsigmoid\\n[N, 3]\", shape=ellipse]",
            "[label=\"f\\nsum\", shape=ellipse, peripheries=2]");
  }

  @Test
  void hostileNamesStayTexts() throws Exception {
    Path model = Files.writeString(folder.resolve("a\"b&lt;\nd.nn"), "f = x and y");
    Path dot = folder.resolve("g.dot");
    assertThat(Outcome.of("graph", model.toString(), "-o", dot.toString()).exit()).isZero();
    assertThat(dot).content().startsWith("digraph \"a\\\"b&amp;lt;\\nd\" {\n");
  }

  @Test
  void aBackslashDoesNotEndAText() {
    CompiledModel model = Flatprop.compile("f = x");
    assertThat(DotText.of("a\\", model.model())).startsWith("digraph \"a\\\\\" {\n");
  }

  @Test
  void aWrongModelWritesNothing() {
    Path dot = folder.resolve("g.dot");
    assertThat(Outcome.given("f = ", "graph", "-", "-o", dot.toString()).exit()).isEqualTo(1);
    assertThat(dot).doesNotExist();
  }
}
