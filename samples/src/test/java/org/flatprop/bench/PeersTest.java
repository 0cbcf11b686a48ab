package org.flatprop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flatprop.runtime.FastProduct;
import org.flatprop.runtime.Kernel;
import org.flatprop.runtime.Signature;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared is the same computation. */
class PeersTest {

  private static final List<String> SCRIPTED = List.of("numpy", "jax", "torch");

  /** Sizes that a person could still compute by hand. */
  private static final Map<String, Integer> SMALL =
      Map.of("N", 5, "D", 4, "D_in", 4, "H", 3, "C", 3, "D_out", 2);

  @TempDir private static Path folder;

  private static Script script;

  @BeforeAll
  static void findScript() {
    script = new Script(Path.of("src/test/python/peers.py"), folder, List.of());
  }

  static Stream<Arguments> works() {
    return SCRIPTED.stream()
        .flatMap(
            peer ->
                Stream.concat(
                        Work.models().filter(work -> !work.name().matches("logsumexp_.{5,}")),
                        Stream.of(
                            new ProductWork(3, 4, 5),
                            TrainingWork.DIGITS,
                            TrainingWork.TWENTY_LINES))
                    .map(work -> Arguments.of(peer, work)));
  }

  @ParameterizedTest
  @MethodSource("works")
  void theScriptComputesTheSame(String peer, Work work) throws IOException {
    assumeTrue(script.version(peer).isPresent(), peer + " is not installed");
    Work small = small(work);
    Map<String, double[]> results = script.results(peer, small);
    Map<String, double[]> expected = results(small);
    assertThat(results).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, array) ->
            assertThat(results.get(name)).as(name).containsExactly(array, within(1e-12)));
  }

  private static Map<String, double[]> results(Work work) {
    if (work instanceof TrainingWork training) {
      return training.results();
    }
    return work instanceof ModelWork model ? model.results() : Map.of("c", product(work));
  }

  private static Work small(Work work) {
    if (work instanceof TrainingWork training) {
      // digits come in batches, of which the last is short
      boolean all = training.examples() == training.model().dims().get("N");
      return training.of(small(training.model()), all ? 5 : 13, 3);
    }
    return work instanceof ModelWork model ? model.of(small(model)) : work;
  }

  private static Map<String, Integer> small(ModelWork work) {
    Map<String, Integer> dims = new HashMap<>(SMALL);
    dims.keySet().retainAll(work.dims().keySet());
    return dims;
  }

  private static double[] product(Work work) {
    ProductWork product = (ProductWork) work;
    double[] c = new double[product.m() * product.n()];
    product.multiply(product.a(), product.b(), c, FastProduct.productScratch());
    return c;
  }

  @Test
  void netlibComputesTheSameProduct() {
    ProductWork work = new ProductWork(3, 4, 5);
    double[] c = new double[15];
    ProductBenchmark.multiply(JavaBLAS.getInstance(), work, work.a(), work.b(), c);
    assertThat(c).containsExactly(product(work), within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"neuron", "three_four_four_one"})
  void theCodeByHandComputesTheSame(String name) {
    ModelWork work = (ModelWork) Work.named(name);
    Kernel kernel = work.kernel();
    Signature signature = kernel.signature();
    double[] inputs = work.point(signature);
    double[] outputs = new double[signature.outputSize()];
    double[] gradients = new double[signature.gradientSize()];
    double[] outputsByHand = outputs.clone();
    double[] gradientsByHand = gradients.clone();
    kernel.valueAndGradient(inputs, outputs, gradients);
    ByHand.code(name).valueAndGradient(inputs, outputsByHand, gradientsByHand);
    assertThat(outputsByHand).containsExactly(outputs, within(1e-15));
    assertThat(gradientsByHand).containsExactly(gradients, within(1e-15));
  }
}
