package org.flatprop.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flatprop.Flatprop;
import org.flatprop.Options;
import org.flatprop.loops.Footprint;
import org.flatprop.loops.Memory;
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
    return sample("networks/two_layer.nn");
  }

  private static Program sample(String name) {
    Path base = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return compile(
        SourceFile.read(base.resolve("../../samples/src/main/nn").resolve(name).normalize()));
  }

  private static long nests(List<Step> pass) {
    return pass.stream().filter(Step.Nest.class::isInstance).count() - products(pass);
  }

  private static long products(List<Step> pass) {
    long[] count = {0};
    Program.steps(pass, step -> count[0] += step instanceof Step.Product ? 1 : 0);
    return count[0];
  }

  private static void assertPasses(Program program, String nests, String products) {
    List<List<Step>> passes = List.of(program.forward(), program.backward(), program.together());
    assertThat(passes.stream().map(PassesTest::nests).toList()).hasToString(nests);
    assertThat(passes.stream().map(PassesTest::products).toList()).hasToString(products);
  }

  /** The arrays that both passes in one call keep in memory of their own. */
  private static List<String> kept(Program program) {
    List<String> kept = new ArrayList<>();
    program
        .memory()
        .together()
        .forEach(
            (array, home) -> {
              if (home instanceof Memory.Home.InBuffer) {
                kept.add(array);
              }
            });
    return kept;
  }

  @Test
  void aChainIsOneLoopThatKeepsNothing() {
    Program chain = compile(CHAIN);
    assertPasses(chain, "[1, 1, 1]", "[0, 0, 0]");
    assertThat(kept(chain)).isEmpty();
  }

  @Test
  void aClassifierIsTwoProductsAndThreeLoops() {
    Program classifier = compile(CLASSIFIER);
    assertPasses(classifier, "[2, 3, 3]", "[1, 1, 2]");
    assertThat(kept(classifier)).doesNotContain("s1", "s4");
  }

  /** Its gradient adds up what conditions select, which are data's. */
  @Test
  void aHingeLossIsAProductInEachPassAndItsLoops() {
    assertPasses(sample("losses/linear_svm.nn"), "[1, 3, 3]", "[1, 1, 2]");
  }

  @Test
  void aNetworkIsItsProductsAndALoopForEachLayer() {
    Program network = twoLayers();
    assertPasses(network, "[2, 2, 3]", "[2, 3, 5]");
    assertThat(kept(network))
        .containsExactlyInAnyOrder("h_sum", "h", "grad_y_pred", "grad_h", "t0");
    assertPasses(compile(SIX_LAYERS), "[7, 8, 13]", "[6, 11, 17]");
  }

  /**
   * Most is live where {@code grad_h} is computed from {@code grad_y_pred}: these two and {@code
   * h}.
   */
  @Test
  void aNetworkTakesLittleMoreMemoryThanIsLiveAtOnce() {
    Map<String, Integer> dims = Map.of("N", 64, "D_in", 1000, "H", 100, "D_out", 10);
    assertMemory(twoLayers(), dims, 2 * 64 * 100 + 64 * 10);
  }

  /**
   * Most is live where {@code grad_h5} is computed from {@code grad_s}: these two and the five
   * hidden layers, each of which its own relu and the next layer's weights still need.
   */
  @Test
  void sixLayersTakeLittleMoreMemoryThanIsLiveAtOnce() {
    Map<String, Integer> dims = Map.of("N", 64, "D", 784, "H", 256, "C", 10);
    assertMemory(compile(SIX_LAYERS), dims, 6 * 64 * 256 + 64 * 10);
  }

  private static void assertMemory(Program program, Map<String, Integer> dims, long least) {
    Footprint footprint = Footprint.of(program);
    assertThat(footprint.least(dims)).isEqualTo(least);
    assertThat((double) footprint.planned(dims)).isBetween((double) least, 1.2 * least);
  }
}
