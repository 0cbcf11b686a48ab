package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.loops.Footprint;
import org.flatprop.loops.Program;
import org.flatprop.loops.Step;
import org.flatprop.source.SourceFile;
import org.junit.jupiter.api.Test;

/** What the passes make of models whose best form is known. */
class PassesTest {

  private static final String CHAIN =
      """
      dim N
      input x[N]
      a = sin(x)
      b = tanh(a)
      c = sigmoid(b)
      d = cos(c)
      e = exp(d)
      g = sqrt(e)
      h = atan(g)
      i = softplus(h)
      j = erf(i)
      k = log(1 + j^2)
      f = sum(k)
      """;

  private static final String CLASSIFIER =
      """
      dim N, D, C
      input x[N, D]
      index y[N] in C
      param w[D, C], b[C]
      loss = cross_entropy(x @ w + b, y)
      """;

  private static final String SIX_LAYERS =
      """
      dim N, D, H, C
      input x[N, D]
      index y[N] in C
      param w1[D, H], w2[H, H], w3[H, H], w4[H, H], w5[H, H], w6[H, C]
      param b1[H], b2[H], b3[H], b4[H], b5[H], b6[C]
      h1 = relu(x @ w1 + b1)
      h2 = relu(h1 @ w2 + b2)
      h3 = relu(h2 @ w3 + b3)
      h4 = relu(h3 @ w4 + b4)
      h5 = relu(h4 @ w5 + b5)
      s = h5 @ w6 + b6
      loss = cross_entropy(s, y)
      """;

  private static Program compile(SourceFile file) {
    return Flatprop.compile(file, Options.DEFAULT.verified(true)).program();
  }

  private static Program compile(String model) {
    return compile(SourceFile.ofText("model.nn", model));
  }

  private static Program twoLayers() {
    Path samples = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return compile(
        SourceFile.read(
            samples.resolve("../../samples/src/main/nn/networks/two_layer.nn").normalize()));
  }

  private static long nests(List<Step> pass) {
    return pass.stream().filter(Step.Nest.class::isInstance).count() - products(pass);
  }

  private static long products(List<Step> pass) {
    long[] count = {0};
    Program.steps(pass, step -> count[0] += step instanceof Step.Product ? 1 : 0);
    return count[0];
  }

  private static List<String> arrays(Program program, Map<String, ?> homes) {
    return program.arrays().stream().map(Program.Array::name).filter(homes::containsKey).toList();
  }

  @Test
  void report() {
    for (Program p :
        List.of(compile(CHAIN), compile(CLASSIFIER), compile(SIX_LAYERS), twoLayers())) {
      System.out.println(org.flatprop.loops.ProgramText.print(p));
      System.out.println(
          nests(p.forward()) + " " + nests(p.backward()) + " " + nests(p.together()));
      System.out.println(
          products(p.forward()) + " " + products(p.backward()) + " " + products(p.together()));
      System.out.println(arrays(p, p.memory().apart()) + " " + arrays(p, p.memory().together()));
      Map<String, Integer> dims =
          Map.of("N", 64, "D", 784, "H", 256, "C", 10, "D_in", 1000, "D_out", 10);
      if (p.dims().contains("D_in")) dims = Map.of("N", 64, "D_in", 1000, "H", 100, "D_out", 10);
      System.out.println(Footprint.of(p).planned(dims) + " " + Footprint.of(p).least(dims));
    }
    assertThat(true).isTrue();
  }
}
