package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.graph.Graph;
import org.flatprop.graph.Leaf;
import org.flatprop.loops.Ports;
import org.flatprop.ops.Operations;
import org.flatprop.source.CompileException;
import org.flatprop.source.Errors;
import org.flatprop.source.SourceFile;
import org.flatprop.tables.TableLowering;
import org.junit.jupiter.api.Test;

/** What is beyond a limit is refused by its name. */
class LimitsTest {

  @Test
  void aGraphOfTooManyNodesIsRefused() {
    Graph graph = new Graph(3);
    graph.leaf(Leaf.Kind.INPUT, "x");
    graph.leaf(Leaf.Kind.INPUT, "y");
    graph.apply(Operations.ADD, graph.node(0), graph.node(1));
    graph.apply(Operations.ADD, graph.node(0), graph.node(1));
    Graph.TooLarge refused = catchThrowableOfType(Graph.TooLarge.class, () -> graph.constant(1));
    assertThat(Errors.modelTooLarge("m.nn", refused.limit()))
        .hasToString("m.nn: the graph has more than 3 nodes, which is the limit");
  }

  @Test
  void tablesOfTooManyOperationsAreRefused() {
    SourceFile file = SourceFile.ofText("m.nn", "f = sin(x) * y + x");
    CompiledModel model = Flatprop.compile(file, Options.DEFAULT);
    Ports ports = Ports.of(model.model(), List.of("x", "y"));
    assertThatThrownBy(() -> TableLowering.lower(model.model(), model.derivative(), ports, file, 5))
        .isInstanceOf(CompileException.class)
        .hasMessage("m.nn: the model takes 8 operations; up to 5 can be compiled");
  }

  @Test
  void aModelThatDoesNotFitTheMemoryIsRefused() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LimitsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).startsWith("m.nn: the model does not fit the 3");
  }

  /** Compiles a model that takes more memory than there is. */
  public static void main(String[] args) {
    StringBuilder text = new StringBuilder("y0 = x\n");
    for (int i = 1; i < 200_000; i++) {
      text.append("y").append(i).append(" = sin(y").append(i - 1).append(")\n");
    }
    try {
      Flatprop.compile(text.toString());
    } catch (CompileException e) {
      System.out.println(e.getMessage().replace("model.nn", "m.nn"));
    }
  }
}
