package org.flatprop.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final CompiledModel MODEL =
      Flatprop.compile("dim N; input x[N]; y = sin(x); z = exp(y) * y + x; f = sum(z) + sum(y)");

  private static final Graph GRAPH = MODEL.model().graph();
  private static final Map<String, Integer> DIMS = Map.of("N", 100);
  private static final Function<Leaf, double[]> LEAVES = leaf -> new double[100];

  @Test
  void rootsAreKeptAndNothingElse() {
    List<Node> roots = List.of(node("y"), node("f"));
    Evaluation kept = Evaluation.ofRoots(GRAPH, roots, LEAVES, DIMS);
    Evaluation all = Evaluation.of(GRAPH, roots, LEAVES, DIMS);
    assertThat(kept.array(node("f"))).isEqualTo(all.array(node("f")));
    assertThat(kept.array(node("y"))).isEqualTo(all.array(node("y")));
    assertThat(all.array(node("z"))).hasSize(100);
    assertThat(kept.array(node("z"))).isNull();
    assertThat(kept.array(node("x"))).isNull();
  }

  /** While exp(y) * y is computed, x, y, exp(y) and the product are held. */
  @Test
  void thePeakIsOfWhatIsHeldAtOnce() {
    assertThat(Evaluation.peak(GRAPH, List.of(node("x")), DIMS)).isEqualTo(100);
    assertThat(Evaluation.peak(GRAPH, List.of(node("y")), DIMS)).isEqualTo(200);
    assertThat(Evaluation.peak(GRAPH, List.of(node("z")), DIMS)).isEqualTo(400);
    assertThat(Evaluation.peak(GRAPH, List.of(node("f")), DIMS)).isEqualTo(400);
  }

  private static Node node(String name) {
    return MODEL.model().values().get(name);
  }
}
