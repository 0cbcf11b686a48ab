package org.flatprop.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.flatprop.CompiledModel;
import org.flatprop.Flatprop;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final String SCORES =
      """
      dim N
      input x[N, 3]
      index y[N] in 3
      param w
      s = w * x
      loss = cross_entropy(s, y)
      minimize loss
      output s
      """;

  private static Metrics metrics(CompiledModel model) {
    return new Metrics(model.model(), ExampleInputs.of(model.model()));
  }

  private static void put(Signature signature, double[] inputs, String name, double... values) {
    System.arraycopy(values, 0, inputs, signature.input(name).offset(), values.length);
  }

  /** Adds a batch of a model: its inputs, then what it says. */
  private static void add(
      Metrics metrics, Signature signature, double[] inputs, String output, double... said) {
    double[] outputs = new double[signature.outputSize()];
    System.arraycopy(said, 0, outputs, signature.output(output).offset(), said.length);
    metrics.add(signature, inputs, outputs);
  }

  @Test
  void theAccuracyIsThatOfTheHighestScores() {
    CompiledModel model = Flatprop.compile(SCORES);
    Metrics metrics = metrics(model);
    Signature two = model.signature(Map.of("N", 2));
    double[] inputs = new double[two.inputSize()];
    put(two, inputs, "y", 2, 0);
    metrics.begin();
    add(metrics, two, inputs, "s", 1, 2, 3, 3, 4, 1);
    Signature one = model.signature(Map.of("N", 1));
    inputs = new double[one.inputSize()];
    put(one, inputs, "y", 1);
    // of equal scores the first one wins
    add(metrics, one, inputs, "s", 0, 5, 5);
    assertThat(metrics.figures()).containsOnlyKeys("accuracy");
    assertThat(metrics.figures().get("accuracy")).isEqualTo(2 / 3.0);
    assertThat(metrics.confusions().get("y"))
        .isDeepEqualTo(new long[][] {{0, 1, 0}, {0, 1, 0}, {0, 0, 1}});
    metrics.begin();
    assertThat(metrics.figures()).isEmpty();
  }

  @Test
  void numbersHaveAnErrorAndScalarsAMean() {
    CompiledModel model =
        Flatprop.compile(
            """
            dim N
            input x[N], t[N]
            param w
            y = w * x
            size = mean(abs(y))
            loss = mean((y - t)^2)
            minimize loss
            output y, size
            """);
    Metrics metrics = metrics(model);
    Signature two = model.signature(Map.of("N", 2));
    double[] inputs = new double[two.inputSize()];
    put(two, inputs, "t", 1, 2);
    double[] outputs = new double[two.outputSize()];
    System.arraycopy(new double[] {4, 6}, 0, outputs, two.output("y").offset(), 2);
    outputs[two.output("size").offset()] = 5;
    metrics.begin();
    metrics.add(two, inputs, outputs);
    Signature one = model.signature(Map.of("N", 1));
    double[] single = new double[one.inputSize()];
    double[] said = new double[one.outputSize()];
    said[one.output("size").offset()] = 2;
    metrics.add(one, single, said);
    assertThat(metrics.figures().get("RMSE")).isCloseTo(Math.sqrt(25 / 3.0), within(1e-15));
    assertThat(metrics.figures().get("size")).isEqualTo(4);
    assertThat(metrics.confusions()).isEmpty();
  }

  @Test
  void probabilitiesOfZerosAndOnesHaveAnAccuracyToo() {
    CompiledModel model =
        Flatprop.compile(
            """
            dim N
            input x[N], t[N]
            param w
            p = sigmoid(w * x)
            loss = bce(p, t)
            minimize loss
            output p
            """);
    Metrics metrics = metrics(model);
    Signature four = model.signature(Map.of("N", 4));
    double[] inputs = new double[four.inputSize()];
    put(four, inputs, "t", 0, 1, 1, 0);
    metrics.begin();
    add(metrics, four, inputs, "p", 0.1, 0.9, 0.4, 0.5);
    assertThat(metrics.figures()).containsEntry("accuracy", 0.75);
    put(four, inputs, "t", 0, 1, 1, 0.5);
    metrics.begin();
    add(metrics, four, inputs, "p", 0.1, 0.9, 0.4, 0.5);
    assertThat(metrics.figures()).containsOnlyKeys("RMSE");
  }

  @Test
  void aClassMayBeSaidItself() {
    CompiledModel model =
        Flatprop.compile(SCORES.replace("output s", "output c\nc = argmax(s, axis=1)"));
    Metrics metrics = metrics(model);
    Signature three = model.signature(Map.of("N", 3));
    double[] inputs = new double[three.inputSize()];
    put(three, inputs, "y", 0, 1, 2);
    metrics.begin();
    add(metrics, three, inputs, "c", 0, 2, 2);
    assertThat(metrics.figures().get("accuracy")).isEqualTo(2 / 3.0);
  }

  @Test
  void ofTwoClassesTheSecondOnesProbabilityWillDo() {
    CompiledModel model =
        Flatprop.compile(
            """
            dim N
            input x[N]
            index y[N] in 2
            param w
            p = sigmoid(w * x)
            loss = bce(p, y)
            minimize loss
            output p
            """);
    Metrics metrics = metrics(model);
    Signature four = model.signature(Map.of("N", 4));
    double[] inputs = new double[four.inputSize()];
    put(four, inputs, "y", 0, 1, 1, 0);
    metrics.begin();
    add(metrics, four, inputs, "p", 0.1, 0.9, 0.4, 0.5);
    assertThat(metrics.figures()).containsEntry("accuracy", 0.75);
    metrics.begin();
    add(metrics, four, inputs, "p", 0.1, 0.9, 0.4, 2.5);
    assertThat(metrics.figures()).isEmpty();
  }

  @Test
  void rowsWithOneOneAreClasses() {
    CompiledModel model =
        Flatprop.compile(
            """
            dim N
            input x[N, 3], t[N, 3]
            param w
            s = w * x
            loss = mse(softmax(s), t)
            minimize loss
            output s
            """);
    Metrics metrics = metrics(model);
    Signature two = model.signature(Map.of("N", 2));
    double[] inputs = new double[two.inputSize()];
    put(two, inputs, "t", 0, 0, 1, 1, 0, 0);
    metrics.begin();
    add(metrics, two, inputs, "s", 0.1, 0.2, 0.3, 0.1, 0.3, 0.2);
    assertThat(metrics.figures()).containsEntry("accuracy", 0.5).containsKey("RMSE");
    put(two, inputs, "t", 0, 1, 1, 1, 0, 0);
    metrics.begin();
    add(metrics, two, inputs, "s", 0.1, 0.2, 0.3, 0.1, 0.3, 0.2);
    assertThat(metrics.figures()).containsOnlyKeys("RMSE");
  }

  /** What an output depends on is a feature, what only the objective needs a target. */
  @Test
  void rolesFollowFromTheGraph() {
    ExampleInputs inputs =
        ExampleInputs.of(
            Flatprop.compile(
                    """
                    dim M, N
                    input λ = 0.1, scale[M]
                    input x[N, M], weight[N]
                    index word[N] in 5, y[N] in 2
                    param E[5, 2], W[M, 2]
                    s = (x * scale) @ W + embedding(E, word)
                    loss = mean(weight * cross_entropy(s, y)) + λ * l2(W)
                    minimize loss
                    output s
                    """)
                .model());
    assertThat(inputs.dim()).hasValue("N");
    assertThat(inputs.features()).extracting(i -> i.name()).containsExactly("x", "word");
    assertThat(inputs.targets()).extracting(i -> i.name()).containsExactly("weight", "y");
    assertThat(inputs.measured()).extracting(i -> i.name()).containsExactly("x");
    assertThat(inputs.contains("scale")).isFalse();
  }
}
